"""Invitation codes: 60 random bits as twelve characters and a check symbol, easy to read aloud and to type.

Source: Douglas Crockford, "Base 32", https://www.crockford.com/base32.html
"""

import hashlib
import hmac
import secrets

from libs.shared.kernel.typed_text import code_signs
from services.residents.domain.errors import CodeIsNotKnown

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SYMBOLS = "*~$="
_CHECK_ALPHABET = _ALPHABET + _SYMBOLS + "U"
_LENGTH = 12
_LOOK_ALIKES = str.maketrans("OIL", "011")


def new_code() -> str:
    """A fresh code in its canonical form, without the check symbol.

    Its check symbol is a letter or a digit: others are missing from many keyboards, and networks lose some of them.
    """
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        if _check_symbol(code) not in _SYMBOLS:
            return code


def written(code: str) -> str:
    """The code as a letter shows it: ``K7QP-2M4X-9TRC-H``."""
    return "-".join([code[:4], code[4:8], code[8:], _check_symbol(code)])


def read(text: str) -> str:
    """The canonical form of what somebody typed.

    Case, spaces and dashes do not matter, and O is 0, I and L are 1.

    Raises:
        CodeIsNotKnown: if the text is no code, or mistyped.
    """
    typed = code_signs(text, _SYMBOLS).translate(_LOOK_ALIKES)
    code, check = typed[:_LENGTH], typed[_LENGTH:]
    if len(code) != _LENGTH or not set(code) <= set(_ALPHABET) or check != _check_symbol(code):
        raise CodeIsNotKnown
    return code


def mac_of(code: str, pepper: bytes) -> bytes:
    """What is kept of a code: its HMAC-SHA-256 under a pepper that is not in the database."""
    return hmac.digest(pepper, code.encode(), hashlib.sha256)


def _check_symbol(code: str) -> str:
    value = 0
    for character in code:
        value = value * len(_ALPHABET) + _ALPHABET.index(character)
    return _CHECK_ALPHABET[value % len(_CHECK_ALPHABET)]
