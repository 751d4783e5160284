import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.sms.choices import Vote
from gateways.sms.grammar import Follow, Message, read
from gateways.sms.reply import Say
from gateways.sms.words.catalogue import languages, words_in
from libs.shared.kernel.check_symbol import ALPHABET, check_symbol_of

CODE = "K7QP2M4X9TRCH"
BETWEEN = st.sampled_from(["", " ", "-", "\N{EN DASH}", ".", "\n"])
SEPARATORS = st.sampled_from([" ", ",", ", ", ";", " #", "\n", " and ", " UND ", " & ", " + ", ". "])

codes = st.text(ALPHABET, min_size=12, max_size=12).map(lambda symbols: symbols + check_symbol_of(symbols))
numbers = st.lists(st.integers(1, 999_999), min_size=1, max_size=12, unique=True)


def vote_in(text: str) -> Vote:
    content = read(text).content
    assert isinstance(content, Vote), content
    return content


def said_to(text: str | None) -> str:
    content = read(text).content
    assert isinstance(content, Say | Follow), content
    return content.kind if isinstance(content, Follow) else content.reply


@st.composite
def written_code(draw: st.DrawFn, code: str) -> str:
    spread = "".join(character + draw(BETWEEN) for character in code[:-1]) + code[-1]
    return draw(st.sampled_from([spread, spread.lower()]))


@given(st.data(), codes, numbers)
def test_however_a_vote_is_written_it_reads_as_its_code_and_its_numbers(
    data: st.DataObject, code: str, chosen: list[int]
) -> None:
    keyword = data.draw(st.sampled_from(["", "vote ", "STIMME: ", "Wahl\n", "wähle ", "CODE "]))
    listed = "".join(data.draw(SEPARATORS) + str(number) for number in chosen)
    text = f"  {keyword}{data.draw(written_code(code))} {listed}{data.draw(st.sampled_from(['', '.', ' ']))}"

    vote = vote_in(text)

    assert (vote.code, vote.numbers, vote.points) == (code, tuple(chosen), None)


@pytest.mark.parametrize(
    ("text", "code", "chosen"),
    [
        ("00000 00000000 10000", "0000000000000", (10_000,)),
        ("0000a 00000005 12 7", "0000A00000005", (12, 7)),
        ("12345 6789012p 1000 7", "123456789012P", (1000, 7)),
        ("7 k7qp 2m4x 9trc s", "K7QP2M4X9TRCS", (7,)),
    ],
)
def test_digits_that_could_be_choices_or_a_code_are_told_apart_by_the_check_symbol(
    text: str, code: str, chosen: tuple[int, ...]
) -> None:
    vote = vote_in(text)

    assert (vote.code, vote.numbers) == (code, chosen)


@given(st.data(), codes, numbers)
def test_points_are_read_with_either_sign(data: st.DataObject, code: str, chosen: list[int]) -> None:
    given_points = data.draw(st.lists(st.integers(0, 99), min_size=len(chosen), max_size=len(chosen)))
    sign = data.draw(st.sampled_from(["=", ":", " = ", ": ", "\uff1d"]))
    pairs = data.draw(SEPARATORS).join(f"{n}{sign}{p}" for n, p in zip(chosen, given_points, strict=True))

    vote = vote_in(f"{code} {pairs}")

    assert (vote.numbers, vote.points) == (tuple(chosen), tuple(given_points))


@given(st.text(max_size=600))
def test_no_text_is_a_surprise(text: str) -> None:
    assert isinstance(read(text), Message)


@given(st.text("0123456789 ,;#=:-ABCXYZ", max_size=60))
def test_what_follows_the_code_is_counted_exactly_or_not_at_all(rest: str) -> None:
    content = read(f"{CODE} {rest}").content

    if isinstance(content, Vote):
        digits = "".join(str(n) for pair in zip(content.numbers, content.points or (), strict=False) for n in pair)
        typed = "".join(character for character in rest if character.isdigit())
        if content.points is None:
            digits = "".join(map(str, content.numbers))
        assert digits.replace("0", "") == typed.replace("0", ""), "no digit is lost, none is made up"
        signs = content.signs or ()
        assert set(rest) <= set("0123456789 ,;#=:" + ("-" if "-" in signs else ""))
        assert rest.count("-") == signs.count("-")


STOP_WORDS = sorted(word for language in languages() for word in words_in(language).keywords["stop"])


@given(st.sampled_from(STOP_WORDS), numbers)
def test_a_text_with_a_stop_word_never_counts_as_a_vote(word: str, chosen: list[int]) -> None:
    listed = " ".join(map(str, chosen))

    for text in (
        word,
        word.lower(),
        f"{word} {CODE} {listed}",
        f"{CODE} {listed} {word}",
        f"VOTE {CODE} {listed}, {word}!",
    ):
        assert said_to(text) == "stop"


@pytest.mark.parametrize(
    ("text", "language"),
    [("HELP", "en"), ("help!", "en"), ("Hilfe", "de"), ("info", None), ("?", None), (f"Hilfe {CODE} 7", "de")],
)
def test_help_is_asked_for_in_a_language(text: str, language: str | None) -> None:
    message = read(text)

    assert message == Message(Say("help"), language)


@pytest.mark.parametrize(
    ("text", "language"),
    [("VOTE", "en"), ("Stimme", "de"), ("wähle", "de"), ("WAHL:", "de"), ("code", None), ("", None)],
)
def test_the_keyword_shows_the_language(text: str, language: str | None) -> None:
    assert read(f"{text} {CODE} 7").language == language


@pytest.mark.parametrize("text", [None, "", "  \n ", "\u3000"])
def test_a_message_without_words_is_told_so(text: str | None) -> None:
    assert said_to(text) == "no_text"


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("7 12 31", "no_code"),
        ("\N{THUMBS UP SIGN}", "no_code"),
        ("I would like to vote for the playground", "question"),
        ("the playground please", "question"),
        ("playground", "no_code"),
        ("K7QP2M4X9TRCHELLO", "not_understood"),
        ("K7QP-2M4X 7", "no_code"),
        (CODE, "no_numbers"),
        (f"VOTE {CODE} ,", "no_numbers"),
        (f"{CODE} 7 12 " + "1 " * 300, "too_long"),
        (f"{CODE} 7=3 12", "some_with_points"),
        (f"{CODE} 7 12 7", "chosen_twice"),
        (f"{CODE} 7=1 7=2", "chosen_twice"),
        (f"{CODE} 7 12 007", "chosen_twice"),
        (f"{CODE} 7-12", "not_understood"),
        (f"{CODE} 7 the playground", "not_understood"),
        (f"{CODE} 7=", "not_understood"),
        (f"{CODE} 7=3=2", "not_understood"),
        (f"{CODE} 1234567", "not_understood"),
        (f"{CODE} 12 not 7", "not_understood"),
        (f"{CODE} 7x", "not_understood"),
    ],
)
def test_what_is_no_vote_gets_a_reply_of_its_own(text: str, reply: str) -> None:
    assert said_to(text) == reply


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hello, how do I vote?", "en"),
        ("Hello!", "en"),
        ("Can I still vote for project 7?", "en"),
        ("I want project 7", "en"),
        ("vote: how does this work", "en"),
        ("When does it end?", "en"),
        ("Hallo, wie stimme ich ab?", "de"),
        ("Wie kann ich abstimmen", "de"),
        ("Guten Tag, ich möchte Projekt 7 und 12", "de"),
        ("Der Spielplatz ist mir wichtig", "de"),
        ("Wo finde ich meinen Code", "de"),
        ("Stimmzettel?", None),
    ],
)
def test_talk_is_told_how_to_vote_in_its_language(text: str, language: str | None) -> None:
    assert read(text) == Message(Say("question"), language)


@pytest.mark.parametrize("text", ["please stop", "bitte keine sms: STOPP"])
def test_a_stop_word_without_a_question_is_heard_anywhere(text: str) -> None:
    assert said_to(text) == "stop"


@pytest.mark.parametrize(
    "code", ["KQPM-MXTR-CHHW-D", "KQPMMXTRCHHWD", "kqpm mxtr chhw d", "KQPM.MXTR.CHHW.D", "K Q P M 2 4 X T R C H H W"]
)
def test_a_code_that_is_almost_without_digits_is_still_a_code(code: str) -> None:
    assert said_to(f"{code} the playground") == "not_understood"
    assert said_to(code) == "no_numbers"


def test_letters_with_blanks_between_them_are_a_code_if_numbers_follow() -> None:
    assert vote_in("K Q P M M X T R C H H W D 7 12").code == "KQPMMXTRCHHWD"


def test_what_was_not_understood_is_quoted_and_cut() -> None:
    content = read(f"{CODE} 7 Donaudampfschifffahrt 12").content

    assert content == Say("not_understood", {"part": "DONAUDAMPFSCHIF"})


PRINTED = "K7QP-2M4X-9TRC-H"


@pytest.mark.parametrize(
    "text",
    [
        f"Hi, {PRINTED} 7 12", f"Hallo! {PRINTED} 7 und 12",
        f"My vote: {PRINTED} 7, 12!", f"Mein Code lautet {PRINTED} 7 12",
        f"Re: {PRINTED} 7 12", f"7 12 {PRINTED}", f"7 und 12, {PRINTED}.", f"{PRINTED} Projekte 7 und 12",
        f"{PRINTED} project 7, project 12", f"{PRINTED} Nr. 7 u. Nr. 12", f"{PRINTED} für Nummer 7 sowie 12",
        f"{PRINTED} for 7 plus 12", f"{PRINTED} [7] {{12}}", f"{PRINTED} *7* _12_", f"{PRINTED} 7/12",
        f"{PRINTED} 7|12",
        f"{PRINTED} <7> ~12", f"{PRINTED} 7 12 danke!", f"{PRINTED} 7 12. Thank you", f"{PRINTED} 7 12 LG",
        f"{PRINTED} 7 12\n\nSent from my iPhone", f"{PRINTED} 7 12\nVon meinem iPhone gesendet",
        "\u041a7Q\u0420-2\u041c4\u0425-9\u0422R\u0421-\u041d 7 12", f"{PRINTED.replace('K', chr(0x39a))} 7 12",
        f"\u201c{PRINTED}\u201d \u201e7\u201c und \u201e12\u201c",
    ],
)  # fmt: skip
def test_courtesies_and_adornments_change_nothing_in_a_vote(text: str) -> None:
    assert vote_in(text) == Vote(CODE, (7, 12))


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        (f"{PRINTED} 7\u00b2 12", "not_understood"),
        (f"{PRINTED} 7-12", "not_understood"),
        (f"{PRINTED} 7 no 12", "not_understood"),
        (f"{PRINTED} 7 12 not", "not_understood"),
        (f"{PRINTED} 7 12 danke nein", "not_understood"),
        (f"{PRINTED} 7 sent from 12", "not_understood"),
        (f"{PRINTED} 7 :", "not_understood"),
        (f"Hi, can I vote with {PRINTED} 7 12?", "question"),
        (f"Not 7 12 {PRINTED}", "no_code"),
        (f"Please stop {PRINTED} 7", "stop"),
        (f"{PRINTED} 7 {PRINTED} 12", "not_understood"),
    ],
)
def test_what_could_change_a_vote_is_not_passed_over(text: str, reply: str) -> None:
    assert said_to(text) == reply


def test_full_width_digits_and_those_of_other_scripts_are_digits() -> None:
    assert vote_in(f"{CODE} \uff17\uff0c\uff11\uff12").numbers == (7, 12)
    assert vote_in(f"{CODE} \u0667 \u09e7\u09e8").numbers == (7, 12)


def test_neither_a_code_nor_choices_show_when_a_vote_is_printed() -> None:
    printed = repr(read(f"{CODE} 7=3 4711=2"))

    assert CODE not in printed
    assert "4711" not in printed
