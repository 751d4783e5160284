"""What is read in mails of all kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.mail.letter.html import text_of_html
from gateways.mail.letter.reading import MailIsUnreadable, read_mail
from tests.mail.support.letters import OF_MACHINES, OF_PEOPLE, a_mail


@pytest.mark.parametrize("name", OF_PEOPLE)
def test_what_a_person_wrote_is_read_whatever_program_they_use(name: str) -> None:
    seen = OF_PEOPLE[name]

    letter = read_mail(seen.content)

    assert (letter.subject, letter.text) == (seen.subject, seen.text)
    assert (letter.sender, letter.why_automatic) == ("ida@example.org", None)
    assert letter.attachments == seen.attachments


@pytest.mark.parametrize("name", sorted({*OF_MACHINES} - {"no sender", "two senders", "ourselves"}))
def test_what_a_machine_wrote_is_known_as_such(name: str) -> None:
    assert read_mail(OF_MACHINES[name]).why_automatic


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        (["Trees in =?utf-8?q?Sch=C3=B6nhausen?=", " North"], "Trees in Schönhausen North"),
        (["Trees in", "\t=?utf-8?q?Sch=C3=B6nhausen?= North"], "Trees in Schönhausen North"),
        (["=?utf-8?q?Sch=C3=B6n?=", " =?utf-8?q?hausen?=", "  North"], "Schönhausen North"),
        (["Trees in", " the North"], "Trees in the North"),
    ],
)
def test_a_subject_that_goes_on_in_another_line_keeps_the_blank_between_its_words(
    lines: list[str], subject: str, ending: str
) -> None:
    mail = ending.join(["From: ida@example.org", f"Subject: {lines[0]}", *lines[1:], "", "Please."])

    assert read_mail(mail.encode()).subject == subject


@pytest.mark.parametrize("answer", ["no", "No ", ""])
def test_a_person_may_say_that_they_are_none(answer: str) -> None:
    assert read_mail(a_mail(Auto_Submitted=answer)).why_automatic is None


@pytest.mark.parametrize(
    "page",
    [
        "<a " * 80_000,
        "<!--" * 60_000,
        "<" * 250_000,
        "<script>" * 3_000,
        '<a x="' * 40_000,
        "<p>" * 50_000,
        "&" * 99_000,
    ],
)
def test_a_page_that_never_ends_is_read_to_its_end(page: str) -> None:
    assert "<" not in text_of_html(page).strip("<").replace("<a", "")


def test_what_no_browser_shows_is_not_read() -> None:
    page = "<html><head><title>T</title><style>p{}</style></head><body><script>x()</script>A<!-- no --> tree</body>"

    assert text_of_html(page) == "A tree"


def test_parts_in_parts_without_end_are_no_mail() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(1500))

    with pytest.raises(MailIsUnreadable):
        read_mail(b"From: ida@example.org\n" + nested)


def test_ten_million_signs_are_read_in_part() -> None:
    letter = read_mail(a_mail("We want trees. " * 700_000))

    assert letter.text.startswith("We want trees. We want")
    assert len(letter.text) <= 50_000


@given(
    st.binary(max_size=400),
    st.sampled_from(["", "text/html", "multipart/mixed; boundary=a", "text/plain; charset=hex"]),
)
def test_no_bytes_are_stumbled_over(content: bytes, kind: str) -> None:
    head = b"From: ida@example.org\nContent-Type: " + kind.encode() + b"\nContent-Transfer-Encoding: base64\n"

    for mail in (content, head + content, head + b"\n" + content):
        assert "\0" not in read_mail(mail).text
