"""What is wrong with a form on the way to a vote: said once, for the next person at the device shall not read it."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from gateways.web.pages import kept_forms
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken, said

__all__ = ["come_back", "said", "trouble_at"]


def come_back(request: Request, at: str, form: FilledForm) -> Response:
    """Back to the page at the address, which will say what is wrong with the form."""
    return kept_forms.come_back(request, FormIsNotTaken(form), at=at)


def trouble_at(request: Request) -> FilledForm:
    """The form that was not taken, for the page that was asked for; else an empty one."""
    return replace(kept_forms.form_again(request) or FilledForm(), note=None)
