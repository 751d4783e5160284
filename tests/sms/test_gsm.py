import pytest

from libs.shared.kernel import gsm


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("€" * 152, 2),  # 153 places hold 76 of two, so one place of each part stays empty
        ("€" * 153, 3),
        ("äöüßÄÖÜ" * 20, 1),
        ("ł" * 70, 1),
        ("ł" * 71, 2),
        ("ł" * 134, 2),
        ("ł" * 135, 3),
        ("\N{THUMBS UP SIGN}" * 35, 1),
        ("\N{THUMBS UP SIGN}" * 36, 2),
        ("\N{THUMBS UP SIGN}" * 66, 2),  # 67 places hold 33 of two
        ("\N{THUMBS UP SIGN}" * 67, 3),
        ("a" * 69 + "ł", 1),
    ],
)
def test_a_text_is_cut_into_parts_as_telephones_do(text: str, parts: int) -> None:
    assert gsm.segments(text) == parts


@pytest.mark.parametrize("character", list("^{}\\[~]|€"))
def test_the_extension_table_counts_two(character: str) -> None:
    assert gsm.is_gsm(character)
    assert gsm.segments("a" * 159 + character) == 2


@pytest.mark.parametrize("character", ["ł", "ş", "`", "\N{THUMBS UP SIGN}", "”"])
def test_what_the_alphabet_lacks_is_not_in_it(character: str) -> None:
    assert not gsm.is_gsm(character)


TYPOGRAPHERS = "\u201eSüd\u201c \u2013 Park\u2026 \u2018x\u2019\u00a0\u00aby\u00bb"


def test_typographers_signs_are_made_plain() -> None:
    assert gsm.plain(TYPOGRAPHERS) == '"Süd" - Park... \'x\' "y"'
    assert not gsm.is_gsm(TYPOGRAPHERS)
    assert gsm.is_gsm(gsm.plain(TYPOGRAPHERS))
