"""How somebody without an account wants to hear what becomes of it: one field, mail or telephone."""

import re

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import say

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{5,}")


def contact_of(form: FilledForm) -> Json | None:
    """The contact as services take it; none if the field was left empty, or with an error beside it."""
    typed = form.value("contact")
    if not typed:
        return None
    if _MAIL.fullmatch(typed):
        return {"kind": "email", "address": typed}
    if _PHONE.fullmatch(typed):
        return {"kind": "phone", "address": typed}
    form.refuse("contact", say("Please write a mail address, such as name@example.org, or a telephone number."))
    return None
