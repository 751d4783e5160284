"""Mail addresses and telephone numbers: one rule for pages, services and whoever sends.

Source: RFC 5321 and 5322 without what nobody can use (quoted names, addresses of machines), RFC 5891 for domains in
other scripts, and the numbering plans of the ITU as libphonenumber keeps them.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from libs.shared.kernel.typed_text import plain_signs

if TYPE_CHECKING:
    from email_validator import ValidatedEmail

# Within one country numbers are written in many ways; its exchange knows which are right.
_WITHIN_A_COUNTRY = re.compile(r"[0-9(][0-9 ()/.-]*")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15
_LONGEST_MAIL_ADDRESS = 254
_SHORTEST_TOP_DOMAIN = 2
# How mail programs, pages and sentences hand an address on: with a name before it, as a link, with their own full stop.
_WITH_A_NAME = re.compile(r"[^<>@,;\x00-\x1f]*<([^<>]+)>")
_LINK = re.compile(r"mailto:(?P<address>[^?]*)(?:\?.*)?", re.IGNORECASE)
_AFTER_IT = ".,;"
_LABEL = re.compile(r"(?:tel(?:efon|ephone)?|phone|fon|mobile?|handy)\s*[.:]{0,2}\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(\s*((?:\+|00)[ 0-9]+)\)")


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
    typed = _dialled(text)
    if typed.startswith("+"):
        return _read_in_the_world(typed)
    digits = sum(each.isdecimal() for each in typed)
    is_one = _WITHIN_A_COUNTRY.fullmatch(typed) and _FEWEST_DIGITS <= digits <= _MOST_DIGITS
    return typed if is_one else None


def read_mobile_number(text: str, countries: Sequence[str]) -> str | None:
    """The mobile number in its one spelling; none if it is no mobile number of the countries.

    Those are known by their calling codes, such as ``+49``; what is written as at home is of the first.
    """
    import phonenumbers

    typed = _dialled(text)
    if not typed.startswith("+"):
        typed = f"{countries[0]} {typed[1:]}" if typed.startswith("0") else f"+{typed}"
    read = _read_in_the_world(typed)
    if read is None:
        return None
    number = phonenumbers.parse(read, None)
    is_mobile = phonenumbers.number_type(number) in (
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    )
    return read if is_mobile and f"+{number.country_code}" in countries else None


def number_to_dial(number: str) -> str:
    """A number that is known in the world with nothing but its ``+`` and its digits, as machines take it."""
    return f"+{digits_of_sender(number)}"


def digits_of_sender(text: str) -> str:
    """What two spellings of a sender's number have in common: one network writes ``0049170…``, another ``+49170…``."""
    typed = plain_signs(text)
    digits = "".join(each for each in typed if each.isdecimal())
    return digits.removeprefix("00") if digits else typed


def _dialled(text: str) -> str:
    """The number as it is dialled: without what stands before it, and with "+" for "00"."""
    typed = _IN_BRACKETS.sub(r"\1 ", _LABEL.sub("", plain_signs(text), count=1), count=1).strip(" .,;/-")
    return f"+{typed[2:].lstrip()}" if typed.startswith("00") else typed


def _read_mail_address(text: str) -> "ValidatedEmail | None":
    from email_validator import EmailNotValidError, validate_email

    try:
        read = validate_email(_bare_address(text), check_deliverability=False, strict=True)
    except EmailNotValidError:
        return None
    return read if len(read.ascii_domain.rpartition(".")[2]) >= _SHORTEST_TOP_DOMAIN else None


def _bare_address(text: str) -> str:
    if any(sign in text.strip() for sign in "\r\n"):
        return text  # a header would begin there, not an address
    typed = plain_signs(text)
    named = _WITH_A_NAME.fullmatch(typed)
    typed = named[1] if named else typed
    link = _LINK.fullmatch(typed.strip())
    return (link["address"] if link else typed).strip().rstrip(_AFTER_IT)


def _read_in_the_world(typed: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(typed, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
