"""What is wrong with a form, on its way to the page that says it (post, redirect, get).

A page that answered a form could only be left and come back to by sending the form again, and browsers ask about that
in words that frighten voters. So the form's answer leads to a page that is there to be read; what is to be said on it,
and what was typed, travels in an encrypted cookie and is said once.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import Message

_COOKIE = "trouble"
_LASTS_S = 300
# A cookie holds 4,096 bytes. What is longer is not kept; what is wrong with it is said all the same.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Trouble:
    """A form that was not taken, for the page at this address."""

    at: str
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, Any] = field(default_factory=dict)


def come_back(request: Request, at: str, form: FilledForm) -> Response:
    """Back to the page at the address, which will say what is wrong with the form."""
    typed = {name: value for name, value in form.typed.items() if value and len(value) <= _LONGEST}
    errors = {name: _packed(error) for name, error in form.errors.items()}
    response = RedirectResponse(f"{at}?again", 303)
    sealed_cookies.keep(request, response, _COOKIE, asdict(Trouble(at, typed, errors)), _LASTS_S)
    return response


def trouble_at(request: Request) -> FilledForm:
    """The form that was not taken, for the page that was asked for; else an empty one."""
    trouble = Trouble(**(sealed_cookies.kept(request, _COOKIE, _LASTS_S) or {"at": ""}))
    if trouble.at != request.url.path:
        return FilledForm()
    return FilledForm(trouble.typed, {name: _unpacked(error) for name, error in trouble.errors.items()})


def said(request: Request, page: Response) -> Response:
    """The page, after which the trouble is no more."""
    if sealed_cookies.is_sent(request, _COOKIE):
        sealed_cookies.drop(request, page, _COOKIE)
    return page


def _packed(error: Message | str) -> Any:
    return [error.text, error.places] if isinstance(error, Message) else error


def _unpacked(error: Any) -> Message | str:
    return error if isinstance(error, str) else Message(*error)
