"""Invitation codes: 60 random bits as twelve characters and a check symbol, easy to read aloud and to type."""

import hashlib
import hmac
import secrets

from libs.shared.kernel.check_symbol import ALPHABET, BEYOND_LETTERS, check_symbol_of, without_look_alikes
from libs.shared.kernel.typed_text import code_signs
from services.residents.domain.errors import CodeIsNotKnown

_LENGTH = 12


def new_code() -> str:
    """A fresh code in its canonical form, without the check symbol.

    Its check symbol is a letter or a digit: others are missing from many keyboards, and networks lose some of them.
    """
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
        if check_symbol_of(code) not in BEYOND_LETTERS:
            return code


def written(code: str) -> str:
    """The code as a letter shows it: ``K7QP-2M4X-9TRC-H``."""
    return "-".join([code[:4], code[4:8], code[8:], check_symbol_of(code)])


def read(text: str) -> str:
    """The canonical form of what somebody typed.

    Case, spaces and dashes do not matter, and O is 0, I and L are 1.

    Raises:
        CodeIsNotKnown: if the text is no code, or mistyped.
    """
    typed = without_look_alikes(code_signs(text, BEYOND_LETTERS))
    code, check = typed[:_LENGTH], typed[_LENGTH:]
    if len(code) != _LENGTH or not set(code) <= set(ALPHABET) or check != check_symbol_of(code):
        raise CodeIsNotKnown
    return code


def mac_of(code: str, pepper: bytes) -> bytes:
    """What is kept of a code: its HMAC-SHA-256 under a pepper that is not in the database."""
    return hmac.digest(pepper, code.encode(), hashlib.sha256)
