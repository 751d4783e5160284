"""The check symbol behind twelve symbols of Crockford's base 32: a mistyped code is known to be none.

Source: Douglas Crockford, "Base 32", https://www.crockford.com/base32.html
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BEYOND_LETTERS = "*~$="
_CHECK_ALPHABET = ALPHABET + BEYOND_LETTERS + "U"
_LOOK_ALIKES = str.maketrans("OIL", "011")


def without_look_alikes(typed: str) -> str:
    """The text with O as 0, and I and L as 1."""
    return typed.translate(_LOOK_ALIKES)


def check_symbol_of(symbols: str) -> str:
    """The check symbol of symbols of the alphabet, without look-alikes.

    Raises:
        ValueError: if there is another sign among them.
    """
    value = 0
    for symbol in symbols:
        value = value * len(ALPHABET) + ALPHABET.index(symbol)
    return _CHECK_ALPHABET[value % len(_CHECK_ALPHABET)]


def ends_in_its_check_symbol(typed: str) -> bool:
    """Whether the last sign is the check symbol of those before it. Look-alikes count as what they look like."""
    plain = without_look_alikes(typed)
    return set(plain[:-1]) <= set(ALPHABET) and check_symbol_of(plain[:-1]) == plain[-1:]
