"""How somebody without an account wants to hear what becomes of it: one field, mail or telephone."""

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import say
from libs.shared.kernel.reaching import read_mail_address, read_phone_number


def contact_of(form: FilledForm) -> Json | None:
    """The contact as services take it; none if the field was left empty, or with an error beside it."""
    typed = form.value("contact")
    if not typed:
        return None
    if address := read_mail_address(typed):
        return {"kind": "email", "address": address}
    if number := read_phone_number(typed):
        return {"kind": "phone", "address": number}
    form.refuse("contact", say("Please write a mail address, such as name@example.org, or a telephone number."))
    return None


def check_address(form: FilledForm, kind: str, name: str) -> str:
    """The address or number in the field, of the kind that was chosen; with an error beside it if it is none."""
    typed = form.require(name, say("Where shall they be told? Write the address or number."))
    if typed and kind == "email" and not read_mail_address(typed):
        form.refuse(name, say("This is no mail address. Write it as in name@example.org."))
    if typed and kind == "phone" and not read_phone_number(typed):
        form.refuse(name, say("This is no telephone number. Write it as in +49 30 1234567 or 030 1234567."))
    return typed
