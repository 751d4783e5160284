"""Imprint, privacy, accessibility and help: templates that a council fills; security.txt for whoever finds a hole."""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.services import services_of
from gateways.web.legal.filled import gaps_of, own_text
from gateways.web.pages.contact import contact_of
from gateways.web.pages.forms import read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.problems import not_found
from gateways.web.pages.rendering import render, speech_of
from gateways.web.settings import WebSettings
from gateways.web.vote.booth import opaque_client
from gateways.web.words.message import say
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id

_WORDS_MOST = 5_000
_VALID_FOR = timedelta(days=180)
"""RFC 9116 asks for less than a year. The day moves on by itself, so it always lies ahead."""


async def show_imprint(request: Request) -> Response:
    """Who answers for these pages."""
    return _page(request, "imprint")


async def show_privacy(request: Request) -> Response:
    """Which data are kept, why, how long, and what rights people have."""
    return _page(request, "privacy")


async def show_help(request: Request) -> Response:
    """How to take part, and whom to ask."""
    return _page(request, "help")


async def show_accessibility(request: Request) -> Response:
    """How accessible these pages are, and the form to report a barrier."""
    form = form_of(request, {"submission_id": str(new_id()), "page": request.query_params.get("page", "")})
    return _page(request, "accessibility", form=form, is_reported=request.query_params.get("reported") == "yes")


async def take_barrier(request: Request) -> Response:
    """The report goes to the council's desk; or back to the form, with what is wrong."""
    form = await read_form(request)
    words = form.require("words", say("Please say what did not work for you."))
    if len(words) > _WORDS_MOST:
        form.refuse("words", say("Please make it shorter: at most %(most)s characters.", most=_WORDS_MOST))
    report = {
        "page": form.value("page")[:500] or None,
        "words": words,
        "contact": contact_of(form),
        "language": speech_of(request).language,
        "submission_id": form.value("submission_id") or None,
    }
    if not form.is_sound:
        raise FormIsNotTaken(form)
    await services_of(request).ideas.report_barrier(report, opaque_client(request))
    return RedirectResponse("/accessibility?reported=yes", 303)


async def give_security_txt(request: Request) -> Response:
    """Whom to tell of a hole (RFC 9116); nothing while the council has not said."""
    settings: WebSettings = request.app.state.settings
    contact = settings.security_contact or (settings.council_mail and f"mailto:{settings.council_mail}")
    if not contact:
        return not_found(request)
    clock: Clock = request.app.state.clock
    expires = (clock.now() + _VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {contact}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}"]
    lines += [f"Preferred-Languages: {', '.join(settings.languages)}"]
    lines += [f"Canonical: {settings.public_url}/.well-known/security.txt"] if settings.public_url else []
    return PlainTextResponse("\n".join(lines) + "\n")


def _page(request: Request, page: str, **context: Any) -> Response:
    settings: WebSettings = request.app.state.settings
    return render(
        request,
        f"legal/{page}.html",
        filled=settings,
        own=own_text(settings, page, speech_of(request).language),
        has_gaps=any(gap.page == page for gap in gaps_of(settings)),
        **context,
    )


ROUTES = [
    Route("/imprint", show_imprint),
    Route("/privacy", show_privacy),
    Route("/accessibility", show_accessibility),
    Route("/accessibility", take_barrier, methods=["POST"]),
    Route("/help", show_help),
    Route("/.well-known/security.txt", give_security_txt),
]
