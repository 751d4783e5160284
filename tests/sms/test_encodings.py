import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.sms.choices import Vote
from gateways.sms.encodings import decoded, mended
from gateways.sms.grammar import read

CODE = "K7QP-2M4X-9TRC-H"
VOTE = f"{CODE} 1 4"


@pytest.mark.parametrize("text", [VOTE, f"\u200e{VOTE}", f"{CODE} 1\ufe0f\u20e3 ٤ ş", "Wähle 🌳", "Как? 1 2"])
def test_utf_16_is_recognised_whether_it_is_labelled_or_not(text: str) -> None:
    big, little = text.encode("utf-16-be"), text.encode("utf-16-le")

    assert decoded(big, "UTF-16BE") == decoded(big, "UCS-2") == decoded(big, coding="2") == text
    assert decoded(big) == decoded(little) == text
    assert decoded(text.encode("utf-16")) == text
    assert decoded(text.encode(), "UTF-8") == decoded(text.encode(), "UTF-8", "2") == decoded(text.encode()) == text


def test_a_mark_of_direction_that_lost_its_first_byte_spoils_nothing() -> None:
    content = f"\u200e{CODE} 1\ufe0f\u20e3 4\ufe0f\u20e3".encode("utf-16-be").strip(b" ")

    vote = read(decoded(content, coding="2")).content

    assert isinstance(vote, Vote)
    assert vote.numbers == (1, 4)


def test_what_is_no_utf_8_is_read_as_windows_and_what_is_labelled_wrong_as_it_looks() -> None:
    assert decoded("Wähle".encode("cp1252")) == "Wähle"
    assert decoded("Wähle".encode(), "windows-1252-typo") == "Wähle"
    assert decoded("Wähle ş".encode(), "us-ascii") == "Wähle ş"


@pytest.mark.parametrize(
    "text",
    [
        f"{CODE} 1\ufe0f\u20e3 4\ufe0f\u20e3",
        f"{CODE} 1\ufe0f\u20e34\ufe0f\u20e3",
        f"\u200e{CODE} 1 4",
        f"{CODE}\u200b 1 4",
        f"{CODE} ١، ٤",
        f"{CODE} 1，４",
        f"{CODE} ①④",
        f"{VOTE}\0",
        f"{VOTE}@",
        "\0".join(VOTE),
        "\0" + "\0".join(VOTE),
        VOTE.encode("utf-16-le").decode("latin-1"),
        f"„{CODE}“ (1, 4)",
        f"\u202bSTIMME {CODE}\u202c: 1 und 4.",
        f"\ufeff{CODE}\u00a01\u20034",
    ],
)
def test_however_it_arrives_it_is_a_vote_for_1_and_4(text: str) -> None:
    vote = read(text).content

    assert isinstance(vote, Vote), vote
    assert (vote.code, vote.numbers) == (CODE.replace("-", ""), (1, 4))


@given(st.binary(), st.sampled_from([None, "UTF-8", "utf-16", "UCS-2", "cp1252", "\0", "punycode", "hex"]))
def test_no_bytes_are_a_surprise(content: bytes, charset: str | None) -> None:
    assert isinstance(decoded(content, charset), str)


@given(st.text())
def test_any_text_without_nul_is_left_as_it_is(text: str) -> None:
    if "\0" not in text:
        assert mended(text) == text
