"""Mail addresses and telephone numbers: one rule for pages, services and whoever sends.

Source: RFC 5321 and 5322 without what nobody can use (quoted names, addresses of machines), RFC 5891 for domains in
other scripts, and the numbering plans of the ITU as libphonenumber keeps them.
"""

import re
from typing import TYPE_CHECKING

from libs.shared.kernel.typed_text import plain_signs

if TYPE_CHECKING:
    from email_validator import ValidatedEmail

# Within one country numbers are written in many ways; its exchange knows which are right.
_WITHIN_A_COUNTRY = re.compile(r"[0-9(][0-9 ()/.-]*")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15
_LONGEST_MAIL_ADDRESS = 254


def read_mail_address(text: str) -> str | None:
    """The mail address in its one spelling; none if no mail could reach it."""
    read = _read_mail_address(text)
    return read.normalized if read and len(read.normalized) <= _LONGEST_MAIL_ADDRESS else None


def mail_address_for_smtp(text: str) -> str | None:
    """The address as mail servers take it: a domain such as ``köln.example`` by its letters from A to Z."""
    read = _read_mail_address(text)
    return f"{read.local_part}@{read.ascii_domain}" if read else None


def read_phone_number(text: str) -> str | None:
    """The telephone number in its one spelling, with "+" as it is known in the world; none if it cannot be one."""
    typed = plain_signs(text).removeprefix("tel:").strip()
    if typed.startswith("00"):
        typed = f"+{typed[2:].lstrip()}"
    if typed.startswith("+"):
        return _read_in_the_world(typed)
    digits = sum(each.isdecimal() for each in typed)
    is_one = _WITHIN_A_COUNTRY.fullmatch(typed) and _FEWEST_DIGITS <= digits <= _MOST_DIGITS
    return typed if is_one else None


def digits_of_sender(text: str) -> str:
    """What two spellings of a sender's number have in common: one network writes ``0049170…``, another ``+49170…``."""
    typed = plain_signs(text)
    digits = "".join(each for each in typed if each.isdecimal())
    return digits.removeprefix("00") if digits else typed


def _read_mail_address(text: str) -> "ValidatedEmail | None":
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(plain_signs(text), check_deliverability=False, strict=True)
    except EmailNotValidError:
        return None


def _read_in_the_world(typed: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(typed, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
