import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.shared.kernel.typed_text import clean_line, clean_text, code_signs, plain_signs, same_name, says_nothing
from libs.shared.platform.api.typed import SEEN


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\x0bfour\x85five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("Ba\u0308ume", "Bäume"),
        ("Ba\u200b\u0308ume", "Bäume"),
        ("zero\u200bwidth \u2060joined\ufeff", "zerowidth joined"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u202eesrever\u202c \u2067inside\u2069", "esrever inside"),
        ("bell\x07 nul\x00", "bell nul"),
        ("smuggled \U000e0068\U000e0069", "smuggled"),
        ("left\u200eto right", "leftto right"),
        ("not\ufffea character", "nota character"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_of_a_text(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "„Kletterbäume“ – d’Orléans, 'plain' \"straight\" … 5′",
        "Où ?\u202fEt\u00a0là\u3000",
        "می\u200cخواهم",  # Persian: the letters may not join
        "क्\u200dष",  # Hindi: half of a letter
        "👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 👩🏽\u200d🚀 🙂\u200d↔\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "1\ufe0f\u20e3",
        "ភាសា\u200bខ្មែរ",  # Khmer: where a line may break
        "שלום\u200f!",
        "\u0600١٢",
        "tab\tand\n\nempty line",
    ],
)
def test_what_has_a_meaning_stays(text: str) -> None:
    assert clean_text(text) == text.strip()


def test_a_line_has_one_plain_space_wherever_there_are_blanks() -> None:
    assert clean_line(" Am\u00a0\u2003Teich\r\n\tlinks\u3000") == "Am Teich links"


@pytest.mark.parametrize("text", ["", " \t\u00a0", "\u200b\u200d", "\u202e", "\u3164\u115f", "\u2800", "\ufe0f\u034f"])
def test_nothing_to_be_seen_says_nothing(text: str) -> None:
    assert says_nothing(text)
    assert says_nothing(clean_text(text))


@pytest.mark.parametrize("text", [".", "ş", "🌳", "\u0600"])
def test_one_sign_says_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    "typed",
    [
        "K7QP-2M4X-9TRC-*",
        "\u200ek7qp\u00a02m4x\u20119trc\u2013*\u200b",
        "Ｋ７ＱＰ－２Ｍ４Ｘ　９ＴＲＣ＊",
        "\u202bK\u200d7QP.2M4X_9TRC/*\x00",
        "K٧QP-٢M٤X-۹TRC-*",
        "K7\ufe0f\u20e3QP 2\u20e3M4X 9TRC\r\n*",
    ],
)
def test_a_code_is_the_same_however_it_arrives(typed: str) -> None:
    assert code_signs(typed, "*~$=") == "K7QP2M4X9TRC*"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("1\ufe0f\u20e34\ufe0f\u20e3", "1 4"),
        ("①④ ❹ ⑩ 🔟", "1 4 4 10 10"),
        ("12 m² ½", "12 m2 1⁄2"),
        ("10² 5½ ５³ 2₂", "10² 5½ 5³ 2₂"),
        ("١، ٤", "1, 4"),
        ("„Rosen\u00a0garten“ – d’Orléans\u200b", '"Rosen garten" - d\'Orléans'),
        ("ｉｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "ida@example.org"),
        ("\u2212５", "-5"),
    ],
)
def test_what_a_machine_reads_has_plain_signs(typed: str, plain: str) -> None:
    assert plain_signs(typed) == plain


@pytest.mark.parametrize("other", ["Sud\u0308 – Ost", "SÜD\u00a0-  ost", "Süd\u200b \u2010 Ost"])
def test_names_that_people_read_as_one_are_one(other: str) -> None:
    assert same_name(other.replace("Sud\u0308", "Su\u0308d")) == same_name("Süd - Ost")


ANY = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    "aä\u0308 \r\n\u200b\u200c\u200d\u200f\u202e\u00a0ש\u0915\u094d👩\ufe0f\u3164\u1820\u180eខ\U000e0067🏴"
)


@given(ANY)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    for clean in (clean_text, clean_line, plain_signs, same_name, code_signs):
        once = clean(text)
        assert clean(once) == once
        assert not {"\x00", "\r", "\u202e", "\u2066"} & {*once}


@given(ANY)
def test_a_clean_text_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean_text(text))
    assert unicodedata.is_normalized("NFC", clean_line(text))


def test_what_the_documents_call_a_text_is_one_for_every_single_sign() -> None:
    at_least_one_that_is_seen = re.compile(str(SEEN["pattern"]))
    signs = (chr(number) for number in range(0x110000) if not 0xD800 <= number <= 0xDFFF)

    assert not [sign for sign in signs if at_least_one_that_is_seen.search(sign) and says_nothing(clean_line(sign))]
