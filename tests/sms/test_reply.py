from hypothesis import given
from hypothesis import strategies as st

from gateways.sms.reply import Counted, counted
from libs.shared.kernel import gsm

RECEIPT = "K7QP-2M4X-9TRC-HJ5W-0V8N-Z3BD"
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200)
choices = st.lists(
    st.builds(Counted, st.integers(1, 999_999), TITLES, st.none() | st.integers(1, 99)), min_size=1, max_size=120
)


def test_short_titles_stand_in_full() -> None:
    reply = counted("counted", [Counted(7, "Playground"), Counted(12, "Trees")], RECEIPT, "en")

    assert reply == f"Your vote was counted: 7 Playground, 12 Trees. Receipt: {RECEIPT}"


def test_points_stand_with_their_projects() -> None:
    reply = counted("replaced", [Counted(7, "Spielplatz", 3), Counted(12, "Bäume", 1)], RECEIPT, "de")

    assert "7=3 Spielplatz, 12=1 Bäume" in reply
    assert "ersetzt die frühere" in reply


def test_long_titles_are_cut_to_whole_words_so_that_the_reply_fits_one_message() -> None:
    long = [
        Counted(7, "A new playground for the children of the northern quarter"),
        Counted(12, "Trees along the canal, and a bench under each of them"),
    ]

    reply = counted("counted", long, RECEIPT, "en")

    assert gsm.segments(reply) == 1
    named = "7 A new playground for the children of the, 12 Trees along the canal, and a bench under each of"
    assert reply == f"Your vote was counted: {named}. Receipt: {RECEIPT}"


def test_a_title_without_a_place_to_cut_it_is_cut_anywhere() -> None:
    reply = counted("counted", [Counted(7, "Kinderspielplatzerneuerung" * 8)], RECEIPT, "en")

    assert gsm.segments(reply) == 1
    assert "7 Kinderspielplatzerneuerung" in reply


def test_many_projects_take_more_messages_and_still_have_titles() -> None:
    reply = counted("counted", [Counted(n, f"Project called {n}") for n in range(1, 13)], RECEIPT, "en")

    assert gsm.segments(reply) == 2
    assert all(f"{n} Project" in reply for n in range(1, 13))


def test_a_title_beyond_the_alphabet_is_kept_as_it_is() -> None:
    reply = counted("counted", [Counted(3, "Łąka dla pszczół")], RECEIPT, "en")

    assert "3 Łąka dla pszczół" in reply
    assert gsm.segments(reply) <= 2


def test_when_nothing_else_fits_the_reply_says_how_many() -> None:
    reply = counted("counted", [Counted(n, "ł" * 50, 10) for n in range(1000, 1120)], RECEIPT, "de")

    assert reply == f"Ihre Stimme ist gezählt: 120 Angaben. Beleg: {RECEIPT}"


@given(choices, st.sampled_from(["counted", "replaced"]), st.sampled_from(["en", "de"]))
def test_no_reply_takes_more_than_three_messages_and_each_has_its_receipt(
    chosen: list[Counted], name: str, language: str
) -> None:
    reply = counted(name, chosen, RECEIPT, language)

    assert gsm.segments(reply) <= 3
    assert reply.endswith(RECEIPT)
