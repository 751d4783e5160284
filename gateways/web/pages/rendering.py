"""Templates become pages, in the reader's language and the council's look."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from gateways.web.look.palette import derive
from gateways.web.look.tiles import colours_of, tile
from gateways.web.look.tokens import stylesheet
from gateways.web.pages.arrivals import with_focus
from gateways.web.pages.one_language import OneLanguage
from gateways.web.pages.reader import SCHEMES, Reader, reader_of
from gateways.web.pages.static_files import StaticFiles
from gateways.web.settings import WebSettings
from gateways.web.vote.polls import began_at, ended_at, is_advice, may_be_replaced
from gateways.web.words.coordinates import coordinates
from gateways.web.words.speech import Speech
from gateways.web.words.standing import standing

_SAFE = ("GET", "HEAD")
_ERRORS = "problems/"
_TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, slots=True)
class Council:
    """Whose pages these are."""

    name: str
    contact: str
    logo: str | None


class Pages:
    """The templates of one council, ready in each of its languages."""

    def __init__(self, settings: WebSettings) -> None:
        self.palette = derive(settings.brand_colour)
        self.static = StaticFiles(stylesheet(self.palette), settings.council_logo)
        self.languages, self.is_https = settings.languages, settings.is_https
        self.speeches = {name: Speech(name, ZoneInfo(settings.time_zone)) for name in settings.languages}
        logo = self.static.addresses.get("logo")
        council = Council(settings.council_name, settings.council_contact, logo)
        self._environments = {name: self._environment(speech, council) for name, speech in self.speeches.items()}
        zone = ZoneInfo(settings.time_zone)
        of_options = {name: Speech(name, zone, of_options=True) for name in settings.languages}
        self._of_options = {name: self._environment(speech, council) for name, speech in of_options.items()}

    def page(self, request: Request, template: str, context: dict[str, Any]) -> str:
        """The template's HTML for whoever asks. A page about a poll that funds nothing speaks of options."""
        reader = reader_of(request, self.languages, is_https=self.is_https)
        switches = self._switches(request, reader, is_error=template.startswith(_ERRORS))
        environments = self._of_options if is_advice(context.get("poll")) else self._environments
        return (
            environments[reader.language]
            .get_template(template)
            .render(
                {
                    "request": request,
                    "reader": reader,
                    **switches,
                    **context,
                }
            )
        )

    def _switches(self, request: Request, reader: Reader, *, is_error: bool) -> dict[str, Any]:
        """The page's own address in other languages and colours; none for an answer to a form: it would be lost.

        An error page holds nothing that could be lost. If it answers a form, its switches lead home.
        """
        if request.method not in _SAFE and not is_error:
            return {"switches": [], "schemes": {}}
        others = [language for language in self.languages if language != reader.language]
        return {
            "switches": [(language, _query(request, lang=language)) for language in others],
            "schemes": {scheme: _query(request, scheme=scheme) for scheme in SCHEMES},
        }

    def _environment(self, speech: Speech, council: Council) -> Environment:
        environment = OneLanguage(
            speech.translations,
            loader=FileSystemLoader(_TEMPLATES),
            auto_reload=False,  # else the files of a template, its parents and macros are looked at for each page
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {
            "tile": tile,
            "colours_of": colours_of,
            "council": council,
            "static": self.static.addresses,
            "speech": speech,
            "standing": standing,
            "is_advice": is_advice,
        }
        environment.filters |= _filters(speech)
        return environment


def _query(request: Request, **wish: str) -> str:
    if request.method not in _SAFE:
        return "/?" + urlencode(wish)
    rest = [(name, value) for name, value in request.query_params.multi_items() if name not in wish]
    return "?" + urlencode([*rest, *wish.items()])


# An amount, or a moment on the council's clock, is always said alike, and a page says the same few to all who read it.
_once = lru_cache(maxsize=1_000)


def _filters(speech: Speech) -> dict[str, Any]:
    return {
        "in_words": speech.message,
        "number": speech.number,
        "share": speech.share,
        "money": _once(speech.money),
        "day": _once(speech.day),
        "long_date": _once(speech.long_date),
        "short_date": _once(speech.short_date),
        "moment": _once(speech.moment),
        "short_moment": _once(speech.short_moment),
        "hour": _once(speech.hour),
        "coordinates": coordinates,
        "machine_moment": speech.machine_moment,
        "began_at": began_at,
        "ended_at": ended_at,
        "may_be_replaced": may_be_replaced,
    }


def pages_of(request: Request) -> Pages:
    """The pages of the council whose app answers the request."""
    pages: Pages = request.app.state.pages
    return pages


def speech_of(request: Request) -> Speech:
    """How to speak to whoever asks."""
    pages = pages_of(request)
    return pages.speeches[reader_of(request, pages.languages, is_https=pages.is_https).language]


def render(request: Request, template: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
    """The page as an answer. Browsers ask again each time they show it; only static files are kept."""
    pages = pages_of(request)
    html = with_focus(request, pages.page(request, template, context), is_https=pages.is_https)
    return HTMLResponse(html, status_code=status, headers=headers_of(request))


def headers_of(request: Request) -> dict[str, str]:
    """What is said of a page beside it."""
    return {
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Language, Cookie",
        "Content-Language": speech_of(request).language,
    }
