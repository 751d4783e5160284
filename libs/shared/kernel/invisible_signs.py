"""Which characters nobody sees, and where one of them is needed all the same."""

import unicodedata

_ZERO_WIDTH_SPACE, _NON_JOINER, _JOINER = "\u200b", "\u200c", "\u200d"
_DIRECTION_MARKS = "\u200e\u200f\u061c"
_VIRAMA = 9  # the combining class of the sign that ends a syllable in India's scripts
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
# Letters and signs that show nothing: fillers of Hangul, Khmer and Braille, selectors of variants.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5\u034f\u180b\u180c\u180d\u180f\ufffc")
# Format characters that are printed: signs around numbers, the end of an ayah, the Syriac abbreviation.
_PRINTED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_NOTHING = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
# Thai, Lao, Myanmar, Khmer: written without spaces, so that a zero-width one says where a line may break.
_WITHOUT_SPACES = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))
_BLACK_FLAG = "\U0001f3f4"


def is_invisible(character: str) -> bool:
    """Whether the character by itself shows nothing, blanks among them."""
    if character in _PRINTED:
        return False
    return unicodedata.category(character) in _NOTHING or character in _FILLERS or _is_selector(character)


def without_invisible_signs(text: str) -> str:
    """The text without control and format characters but line ends, tabs, and those that its script needs."""
    if text.isascii() and text.isprintable():
        return text
    letters = (each for each in text if each not in _DIRECTION_MARKS)
    is_mirrored = any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in letters)
    kept: list[str] = []
    for place, each in enumerate(text):
        following = text[place + 1 : place + 2]
        if _is_kept(each, kept, following) or (is_mirrored and each in _DIRECTION_MARKS):
            kept.append(each)
    return "".join(kept)


def _is_kept(character: str, before: list[str], after: str) -> bool:
    last = before[-1] if before else ""
    if character in (_JOINER, _NON_JOINER, _ZERO_WIDTH_SPACE):
        return _is_needed(character, last, after)
    if _is_tag(character):  # the flags of England, Scotland and Wales
        return last == _BLACK_FLAG or _is_tag(last)
    if character == "\u180e":  # parts a Mongolian vowel from its word
        return _is_between(last, "\u1800", "\u18af")
    return character in "\n\t" or character in _PRINTED or not _is_steering(character)


def _is_steering(character: str) -> bool:
    # The last two of each plane are no characters.
    return unicodedata.category(character) in {"Cc", "Cf"} or ord(character) & 0xFFFE == 0xFFFE  # noqa: PLR2004


def _is_needed(character: str, last: str, after: str) -> bool:
    if not last or last.isspace():
        return False
    if character == _ZERO_WIDTH_SPACE:
        return any(_is_between(last, *script) and _is_between(after, *script) for script in _WITHOUT_SPACES)
    if character == _NON_JOINER:
        return _joins(last) and _is_of_a_word(after)
    return _joins(last) or (_is_picture(last) and _is_picture(after))


def _joins(character: str) -> bool:
    return unicodedata.combining(character) == _VIRAMA or _is_cursive(character)


def _is_cursive(character: str) -> bool:
    """Arabic, Syriac, N'Ko; also their vowel signs, and Mongolian."""
    is_written_so = unicodedata.bidirectional(character) == "AL" or _is_between(character, "\u0600", "\u08ff")
    return is_written_so or _is_between(character, "\u1800", "\u18af")


def _is_of_a_word(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "LM"


def _is_picture(character: str) -> bool:
    """An emoji, its selector, or the colour of a skin."""
    return bool(character) and (unicodedata.category(character) in {"So", "Sm", "Sk"} or character == "\ufe0f")


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef" or character == "\u20e3"


def _is_tag(character: str) -> bool:
    return _is_between(character, "\U000e0020", "\U000e007f")


def _is_between(character: str, first: str, last: str) -> bool:
    return bool(character) and first <= character <= last
