"""Mails as people's programs and machines write them. All of it is made up."""

from base64 import b64encode
from dataclasses import dataclass
from email.message import EmailMessage
from quopri import encodestring
from uuid import uuid4


@dataclass(frozen=True)
class Seen:
    """A mail, and what is to be read in it."""

    content: bytes
    subject: str
    text: str
    attachments: int = 0


def a_mail(
    text: str = "Please plant twelve lime trees on the market square.",
    subject: str = "Trees for the market square",
    sender: str = "Ida Example <ida@example.org>",
    **headers: str,
) -> bytes:
    """A plain mail of a person."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "ideas@town.example", subject
    mail["Message-ID"] = headers.pop("message_id", f"<{uuid4().hex}@example.org>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def with_a_photo(size: int) -> bytes:
    """A mail whose photo has so many bytes."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "ida@example.org", "A bench", f"<{uuid4().hex}@example.org>"
    mail.set_content("We would like a bench here, see the photo.")
    mail.add_attachment(b"\xff\xd8\xff" + bytes(size), maintype="image", subtype="jpeg", filename="here.jpg")
    return mail.as_bytes()


def _raw(headers: str, body: bytes) -> bytes:
    head = f"From: Ida <ida@example.org>\nTo: ideas@town.example\nMessage-ID: <{uuid4().hex}@example.org>\n{headers}\n"
    return head.encode().replace(b"\n", b"\r\n") + b"\r\n" + body.replace(b"\n", b"\r\n")


_OUTLOOK = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="iso-8859-1"><style><!--
p.MsoNormal {margin:0cm;} --></style></head><body lang=DE><div class=WordSection1>
<p class=MsoNormal>Sehr geehrte Damen und Herren,<o:p></o:p></p>
<p class=MsoNormal>wir wünschen uns eine Rutsche &amp; eine Schaukel.<br>Für große Kinder, &lt;14&nbsp;Jahre.</p>
<ul><li>Rutsche</li><li>Schaukel</li></ul>
<div id="divRplyFwdMsg"><p class=MsoNormal><b>Von:</b> Rathaus</p></div><p>Älteres</p></div></body></html>"""
_GMAIL = """<div dir="ltr">A drinking fountain, please.<div><br></div><div>By the station.</div></div><br>
<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 2 Nov 2026 at 10:11, Town wrote:<br></div>
<blockquote class="gmail_quote">What would you like?</blockquote></div>"""
_APPLE = """Bitte mehr Fahrradst=C3=A4nder am Bahnhof.

Von meinem iPhone gesendet

> Am 02.11.2026 um 10:11 schrieb Rathaus <rathaus@town.example>:
>=20
> Was w=C3=BCnschen Sie sich?
"""
_BOTH = """--b1
Content-Type: text/plain; charset="UTF-8"

A bench in the park.

On Mon, 2 Nov 2026 at 10:11, The Town Hall of Somewhere
<townhall@town.example> wrote:

> What would you like?
--b1
Content-Type: text/html; charset="UTF-8"

<p>A bench in the <b>park</b>.</p>
--b1--
"""
_PLAIN_OUTLOOK = """Hecken schneiden am Radweg.

Mit freundlichen Grüßen
Ida

-----Ursprüngliche Nachricht-----
Von: Rathaus
Gesendet: Montag, 2. November 2026 10:11
An: Ida
Betreff: Ideen

Was wünschen Sie sich?
"""

OF_PEOPLE: dict[str, Seen] = {
    "Outlook in HTML and Latin-1": Seen(
        _raw(
            'Subject: =?iso-8859-1?Q?Spielpl=E4tze_f=FCr_alle?=\nContent-Type: text/html; charset="iso-8859-1"\n'
            "Content-Transfer-Encoding: quoted-printable",
            encodestring(_OUTLOOK.encode("latin-1")),
        ),
        "Spielplätze für alle",
        "Sehr geehrte Damen und Herren,\n\nwir wünschen uns eine Rutsche & eine Schaukel.\nFür große Kinder, <14 "
        "Jahre.\n\n- Rutsche\n- Schaukel",
    ),
    "Gmail in HTML alone": Seen(
        _raw(
            "Subject: Re: fountain\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64",
            b64encode(_GMAIL.encode()),
        ),
        "fountain",
        "A drinking fountain, please.\n\nBy the station.",
    ),
    "Gmail in both": Seen(
        _raw("Subject: Bench\nContent-Type: multipart/alternative; boundary=b1", _BOTH.encode()),
        "Bench",
        "A bench in the park.",
    ),
    "Apple Mail on a telephone": Seen(
        _raw(
            "Subject: AW: =?utf-8?B?RmFocnJhZHN0w6RuZGVy?=\nContent-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: quoted-printable",
            _APPLE.encode(),
        ),
        "Fahrradständer",
        "Bitte mehr Fahrradständer am Bahnhof.",
    ),
    "Outlook in plain Windows letters": Seen(
        _raw("Subject: Hecken\nContent-Type: text/plain; charset=windows-1252", _PLAIN_OUTLOOK.encode("cp1252")),
        "Hecken",
        "Hecken schneiden am Radweg.\n\nMit freundlichen Grüßen\nIda",
    ),
    "Thunderbird with a signature": Seen(
        _raw("Subject: Wg: Baum", "Ein Baum – bitte.\n\n-- \nIda Example\n030 123456\n".encode()),
        "Baum",
        "Ein Baum – bitte.",
    ),
    "UTF-8 that calls itself Latin-1": Seen(
        _raw("Subject: Bäume\nContent-Type: text/plain; charset=iso-8859-1", "Bäume für die Straße".encode()),
        "Bäume",
        "Bäume für die Straße",
    ),
    "a charset that nobody has": Seen(
        _raw("Subject: =?x-none?Q?Tree?=\nContent-Type: text/plain; charset=x-none", b"A tree"), "Tree", "A tree"
    ),
    "passed on without a word": Seen(
        _raw(
            "Subject: Fwd: Bench",
            b"-------- Forwarded Message --------\nFrom: Bo\nDate: today\n\nA bench at the pond.\n",
        ),
        "Bench",
        "-------- Forwarded Message --------\nFrom: Bo\nDate: today\n\nA bench at the pond.",
    ),
    "words that begin as a quotation does": Seen(
        _raw("Subject: Bus", b"On market days the bus should stop here.\nAm I the first who wrote about it?\n"),
        "Bus",
        "On market days the bus should stop here.\nAm I the first who wrote about it?",
    ),
    "a photo beside": Seen(with_a_photo(2000), "A bench", "We would like a bench here, see the photo.", 1),
    "nothing but a subject": Seen(_raw("Subject: A tree, please", b""), "A tree, please", ""),
}

_REPORT = """--r
Content-Type: text/plain

Your mail could not be delivered.
--r
Content-Type: message/delivery-status

Final-Recipient: rfc822; ida@example.org
Action: failed
--r--
"""

OF_MACHINES: dict[str, bytes] = {
    "Exchange's holidays": a_mail("I am away.", "Automatic reply: your idea", Auto_Submitted="auto-generated"),
    "German holidays without a header": a_mail("Ich bin im Urlaub.", "Abwesenheitsnotiz: Ihre Idee"),
    "a vacation program": a_mail("I am away.", "Re: your idea", Auto_Submitted="auto-replied (vacation)"),
    "an old auto-reply": a_mail("I am away.", "Re: your idea", X_Autoreply="yes"),
    "bulk": a_mail("Buy this.", "Offer", Precedence="bulk"),
    "a mailing list": a_mail("Minutes.", "[list] Minutes", List_Id="<list.example.org>"),
    "a newsletter": a_mail("News.", "News", List_Unsubscribe="<mailto:off@example.org>"),
    "a bounce": a_mail("Not delivered.", "Returned mail", "Mail System <MAILER-DAEMON@example.org>"),
    "a bounce's envelope": a_mail("Not delivered.", "Returned mail", Return_Path="<>"),
    "a delivery report": _raw(
        "Subject: Status\nContent-Type: multipart/report; report-type=delivery-status; boundary=r", _REPORT.encode()
    ),
    "a robot": a_mail("Your parcel is here.", "Parcel", "Shop <no-reply@example.org>"),
    "no sender": a_mail(sender="").replace(b"From: \n", b""),
    "two senders": a_mail(sender="a@example.org, b@example.org"),
    "ourselves": a_mail("News of your idea", "Your idea", "budget@town.example"),
}
