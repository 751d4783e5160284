"""A form that was not taken, on its way to the page that shows it again (post, redirect, get).

A page that answered a form could only be left and come back to by sending the form again, and browsers ask about that
in words that frighten people. So each form's answer leads to a page that is there to be read. What is to be said on it,
and what was typed, travels in an encrypted cookie: any process of ours can show it, and nothing stays on the server.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from secrets import token_urlsafe
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.pages import sealed_cookies
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.rendering import render, speech_of
from gateways.web.words.message import Message, say

AGAIN = "again"
"""Names the kept form in the page's address, by a word that says nothing."""

_A_QUARTER_OF_AN_HOUR, _AN_HOUR = 900, 3_600
_SECRETS = frozenset({"password", "old", "new", "app_code", "api_key"})
"""Fields that are typed anew."""


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form that was not taken.

    Attributes:
        at: the path of the page that shows it.
        whose: the member of staff who typed it. Nobody else is shown it.
        is_unsent: nothing was wrong with it, but who sent it was not signed in any more.
        more: what else the page is to say.
    """

    at: str
    id: str = ""
    whose: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, Any] = field(default_factory=dict)
    is_late: bool = False
    is_unsent: bool = False
    more: Any = None


class FormIsNotTaken(Exception):
    """A form is to be corrected: what is wrong stands in it.

    ``is_late``: somebody else was quicker. ``more`` is what else its page is to say.
    """

    def __init__(self, form: FilledForm, *, is_late: bool = False, more: Any = None) -> None:
        super().__init__()
        self.form, self.is_late, self.more = form, is_late, more


_UNSENT = say("You are signed in again, and what you typed is here. It was not sent yet: look it over, and send it.")
_GONE = say(
    "What was typed here is not kept any more. A form that is to be corrected is kept for a quarter of an hour, if the "
    "browser allows cookies for these pages."
)

Page = TypeVar("Page", bound=Callable[..., Awaitable[Response]])


def shown_at(path: str) -> Callable[[Page], Page]:
    """Marks what answers a form with the page that the form stands on, where that has another address."""

    def marked(page: Page) -> Page:
        page.form_stands_at = path  # type: ignore[attr-defined]
        return page

    return marked


def page_of_form(request: Request) -> str:
    """The path of the page that the form stands on."""
    elsewhere = getattr(request.scope.get("endpoint"), "form_stands_at", None)
    return elsewhere.format_map(request.path_params) if elsewhere else request.url.path


def come_back(request: Request, wrong: FormIsNotTaken, *, at: str | None = None, whose: str = "") -> Response:
    """Back to the page with the form, which says what is wrong with it."""
    form = wrong.form
    errors = {name: _packed(error) for name, error in form.errors.items()}
    kept = KeptForm(
        at or page_of_form(request), token_urlsafe(9), whose, _typed(form), errors, wrong.is_late, more=wrong.more
    )
    return _led_to(request, kept, f"{kept.at}?{AGAIN}={kept.id}", _A_QUARTER_OF_AN_HOUR)


def wait_for(request: Request, form: FilledForm, whose: str, way: Callable[[str], str]) -> Response:
    """Off to sign in, by the way to the page with the form, which waits there for whoever typed it."""
    kept = KeptForm(page_of_form(request), token_urlsafe(9), whose, _typed(form), is_unsent=True)
    return _led_to(request, kept, way(f"{kept.at}?{AGAIN}={kept.id}"), _AN_HOUR)


def form_again(request: Request, *, whose: str = "") -> FilledForm | None:
    """The form that came back to this page, if one did."""
    if AGAIN not in request.query_params:
        return None
    kept, language = _kept(request, whose), speech_of(request).language
    if kept is None:
        return FilledForm(language=language, note=_GONE)
    errors = {name: _unpacked(error) for name, error in kept.errors.items()}
    note = _UNSENT if kept.is_unsent else None
    return FilledForm(kept.typed, errors, language, note, kept.is_late)


def form_of(request: Request, standing: Mapping[str, str] | None = None, *, whose: str = "") -> FilledForm:
    """The form of a page: as it came back to be corrected, else as the thing stands."""
    again = form_again(request, whose=whose)
    if again is None or (again.note and not again.typed):
        return FilledForm(standing or {}, language=speech_of(request).language, note=again.note if again else None)
    return again


def more_of(request: Request, *, whose: str = "") -> Any:
    """What else is to be said of the form that came back; none if nothing is."""
    kept = _kept(request, whose)
    return kept.more if kept else None


def said(request: Request, page: Response) -> Response:
    """The page, after which the form is no more: for what nobody else at the device shall find by reloading."""
    if sealed_cookies.is_sent(request, _cookie("")):
        sealed_cookies.drop(request, page, _cookie(""))
    return page


def _led_to(request: Request, kept: KeptForm, address: str, lasts_s: int) -> Response:
    response = RedirectResponse(address, 303)
    try:
        sealed_cookies.keep(request, response, _cookie(kept.whose), asdict(kept), lasts_s)
    except sealed_cookies.TooLongToKeep:
        errors = [_unpacked(error) for error in kept.errors.values()]
        context = {"errors": errors, "texts": sorted(kept.typed.values(), key=len)[-1:], "page": kept.at}
        return render(request, "problems/too_long_to_keep.html", status=413, **context)
    return response


def _cookie(whose: str) -> str:
    """What waits for somebody to sign in is not overwritten by a mistyped password."""
    return "staff-form" if whose else "form"


def _kept(request: Request, whose: str) -> KeptForm | None:
    found = sealed_cookies.kept(request, _cookie(whose), _AN_HOUR)
    kept = KeptForm(**found) if found else None
    is_meant = kept is not None and (kept.at, kept.id) == (request.url.path, request.query_params.get(AGAIN))
    return kept if kept is not None and is_meant and kept.whose == whose else None


def _typed(form: FilledForm) -> dict[str, str]:
    return {name: value for name, value in form.typed.items() if name not in _SECRETS}


def _packed(error: Message | str) -> Any:
    return (
        [error.text, {name: _plain(place) for name, place in error.places.items()}, error.of_many, error.count]
        if isinstance(error, Message)
        else error
    )


def _plain(place: object) -> object:
    return place if isinstance(place, int | float) else str(place)


def _unpacked(error: Any) -> Message | str:
    return error if isinstance(error, str) else Message(*error)
