import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.shared.kernel.reaching import (
    digits_of_sender,
    mail_address_for_smtp,
    number_to_dial,
    read_mail_address,
    read_mobile_number,
    read_phone_number,
)


@pytest.mark.parametrize(
    ("typed", "address", "for_smtp"),
    [
        ("ida@example.org", "ida@example.org", "ida@example.org"),
        (" Ida.O\u2019Neill@EXAMPLE.org\u200b ", "Ida.O'Neill@example.org", "Ida.O'Neill@example.org"),
        ("ida@ko\u0308ln.example", "ida@köln.example", "ida@xn--kln-sna.example"),
        ("ida@xn--kln-sna.example", "ida@köln.example", "ida@xn--kln-sna.example"),
        ("ｉｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "ida@example.org", "ida@example.org"),
        ("Ida Lund <ida@example.org>", "ida@example.org", "ida@example.org"),
        ("\u201cIda Lund\u201d <Ida@example.org>", "Ida@example.org", "Ida@example.org"),
        ("MailTo:ida@example.org?subject=Trees", "ida@example.org", "ida@example.org"),
        ("<mailto:ida@example.org>", "ida@example.org", "ida@example.org"),
        ("ida@example.org.", "ida@example.org", "ida@example.org"),
        ("ida@example.org;", "ida@example.org", "ida@example.org"),
        ("jürgen@straße.example", "jürgen@straße.example", "jürgen@xn--strae-oqa.example"),
    ],
)
def test_a_mail_address_is_read_in_its_one_spelling(typed: str, address: str, for_smtp: str) -> None:
    assert read_mail_address(typed) == address
    assert mail_address_for_smtp(typed) == for_smtp


@pytest.mark.parametrize(
    "typed",
    [
        "nobody", "ida@example..org", "ida@.example.org", ".ida@example.org", "ida..lund@example.org", "ida@example",
        "ida@ex_ample.org", "ida@-example.org", "a@b.org, c@d.org", "a@b.org\nBcc: c@d.org",
        "ida@[127.0.0.1]", "x" * 65 + "@example.org", "", "@", "ida@" + "x" * 250 + ".org",
        "Ida <ida@example.org>, Jan <jan@example.org>", "<ida@example.org> Bcc: jan@example.org",
        '"ida lund"@example.org',
        "ida@example.o", "mailto:ida@example.org,jan@example.org", "<<ida@example.org>>", "ida (at) example.org",
    ],
)  # fmt: skip
def test_what_no_mail_could_reach_is_no_mail_address(typed: str) -> None:
    assert read_mail_address(typed) is None
    assert mail_address_for_smtp(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+49 (0)30 1234567", "+49 30 1234567"),
        ("0049 30 1234567", "+49 30 1234567"),
        ("\u202d+49\u00a0170\u20111234567\u202c", "+49 170 1234567"),
        ("٠٣٠ ١٢٣٤٥٦٧", "030 1234567"),
        ("(030) 12 34-56", "(030) 12 34-56"),
        ("115", "115"),
        ("Tel.: 030 / 12 34 56", "030 / 12 34 56"),
        ("TEL:+49-30-1234567", "+49 30 1234567"),
        ("(+49) 30 1234567", "+49 30 1234567"),
        ("(0049) (0)30/1234567.", "+49 30 1234567"),
        ("Handy 0170/1234567", "0170/1234567"),
    ],
)
def test_a_telephone_number_is_read_in_its_one_spelling(typed: str, number: str) -> None:
    assert read_phone_number(typed) == number


@pytest.mark.parametrize("typed", ["ring me", "", "+", "12", "+999 1234567", "+49 1", "0" * 30, "030/12;34", "1@2.org"])
def test_what_cannot_be_dialled_is_no_telephone_number(typed: str) -> None:
    assert read_phone_number(typed) is None


@pytest.mark.parametrize(
    "typed", ["0151 12345678", "+49 1511 2345678", "0049 151 12345678", "4915112345678", "Handy: 0151/12345678"]
)
def test_a_mobile_number_is_read_in_its_one_spelling_and_dialled_by_its_digits(typed: str) -> None:
    number = read_mobile_number(typed, ["+49", "+43"])

    assert number == "+49 1511 2345678"
    assert number_to_dial(number) == "+4915112345678"


@pytest.mark.parametrize("typed", ["030 1234567", "0900 1234567", "+44 7911 123456", "+1 900 555 0123", "112", "x", ""])
def test_what_costs_more_or_is_abroad_or_fixed_is_no_mobile_number(typed: str) -> None:
    assert read_mobile_number(typed, ["+49"]) is None


def test_a_sender_is_the_same_however_the_network_writes_it() -> None:
    written = ["+49 170 1234567", "0049170 1234567", "491701234567", "\u200e+49-170-1234567"]

    assert {digits_of_sender(each) for each in written} == {"491701234567"}
    assert digits_of_sender("TownHall") != digits_of_sender("Bank")


@given(st.text())
def test_any_other_text_is_no_surprise(text: str) -> None:
    for typed in (text, f"{text}@example.org", f"ida@{text}.org", f"+{text}"):
        address, number = read_mail_address(typed), read_phone_number(typed)
        assert address is None or read_mail_address(address) == address
        assert number is None or read_phone_number(number) == number
