"""Somebody who is signed in, at work on the pages: what they ask of services, and their forms."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused, ask
from gateways.web.pages.forms import FilledForm, typed_into
from gateways.web.pages.kept_forms import FormIsNotTaken, come_back, form_of, more_of, wait_for
from gateways.web.pages.problems import sent_back
from gateways.web.pages.refusals import AWAY
from gateways.web.pages.rendering import render, speech_of
from gateways.web.words.message import Message
from libs.shared.kernel.clock import Clock
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName

Body = dict[str, Any]

_UNAUTHORIZED, _FORBIDDEN, _UNPROCESSABLE = 401, 403, 422
QUICKER = (409, 412)
"""Somebody else was quicker: the step does not lead on any more, or the thing is not as the page showed it."""

VERSION = "version"
"""The hidden field of each form that changes a thing: the version that the page shows."""
DRAWN_FOR = "drawn_for"
"""The hidden field of each form of whoever is signed in: whose page it stood on, who in an old tab may be another."""


class NotTheirs(Exception):
    """The page is for others than whoever is signed in."""


class Visit(ABC):
    """Somebody who is signed in: their requests to the services, with their token, and their forms."""

    def __init__(self, request: Request, token: str, whose: str) -> None:
        self.request = request
        self._token, self.whose = token, whose

    async def ask(self, service: ServiceName, method: str, path: str, **options: Any) -> Any:
        """A service's answer to them: parsed where it is JSON, else its text."""
        return await ask_as(self.request, self._token, service, method, path, **options)

    async def fetch(self, service: ServiceName, path: str) -> bytes:
        """A file of a service's, as it is for them."""
        return (await answer_to(self.request, self._token, service, "GET", path)).content

    not_theirs: ClassVar[Message]
    """What is said to whoever did what they may not."""

    @property
    @abstractmethod
    def said_of_them(self) -> Body:
        """What the frame of their pages needs to know of them: ``layout``, which it is, and ``who``."""

    @abstractmethod
    def page_of_others(self) -> Response:
        """The page that stands where they may not be."""

    @abstractmethod
    async def signed_out(self) -> Response:
        """Their session has ended: on to signing in, and back; what was typed waits there for them."""

    def page(self, template: str, *, status: int = 200, **context: Any) -> Response:
        """A page for them."""
        return render(self.request, template, status=status, **self.said_of_them, **context)

    async def read_form(self) -> FilledForm:
        """What was typed into the form that was sent."""
        typed = {name: str(value) for name, value in (await self.request.form()).items()}
        return FilledForm(typed, language=speech_of(self.request).language)

    def form(self, standing: Mapping[str, str]) -> FilledForm:
        """The form of a page: as it came back to be corrected, else as the thing stands.

        Whoever came second sees both: what they typed, and what stands now. They have seen it then: what they send next
        is sent for the version that stands now.
        """
        form = form_of(self.request, standing, whose=self.whose)
        if form.is_late and VERSION in standing:
            form = replace(form, typed={**form.typed, VERSION: standing[VERSION]})
        return form.beside({name: value for name, value in standing.items() if name != VERSION})

    @property
    def more(self) -> Any:
        """What else a form's page is to say that came back."""
        return more_of(self.request, whose=self.whose)

    async def send(
        self, form: FilledForm, beside: str, service: ServiceName, path: str, wish: Body, *, method: str = "POST"
    ) -> Any:
        """What the service made of the wish that the form came to, if the thing is as the form showed it.

        Raises:
            FormIsNotTaken: if something is wrong with the form, or the service says so; that then stands beside the
                field.
        """
        if not form.is_sound:
            raise FormIsNotTaken(form)
        try:
            return await self.ask(service, method, path, json=wish, headers=as_seen(form))
        except ServiceRefused as refused:
            if refused.status not in (*QUICKER, _UNPROCESSABLE):
                raise
            form.refuse(beside, self.in_words(refused))
            raise FormIsNotTaken(form, is_late=refused.status in QUICKER) from None

    @abstractmethod
    def in_words(self, refused: ServiceRefused) -> Message | str:
        """What the refusal means to them; where these pages do not know it, the service's own sentence."""

    async def rounds(self) -> list[Body]:
        """All rounds, oldest first."""
        found = await self.ask("ideas", "GET", "/rounds")
        return sorted(found["items"], key=lambda one: str(one["round_id"]))

    @property
    def zone(self) -> ZoneInfo:
        """The council's clock."""
        return ZoneInfo(self.request.app.state.settings.time_zone)

    @property
    def now(self) -> datetime:
        """What the clock says."""
        clock: Clock = self.request.app.state.clock
        return clock.now()


V = TypeVar("V", bound=Visit)


async def answered(visit: V, page: Callable[[V], Awaitable[Response]]) -> Response:
    """What the page answers to them, whatever a service says to that.

    A form that is not taken leads back to its page. Nothing that was typed is lost, whatever happens.
    """
    try:
        return await page(visit)
    except FormIsNotTaken as wrong:
        return come_back(visit.request, wrong, whose=visit.whose)
    except NotTheirs:
        return await _refused(visit, ServiceRefused(_FORBIDDEN, {}))
    except ServiceRefused as refused:
        return await _refused(visit, refused)
    except ServiceIsUnreachable:
        if visit.request.method != "POST":
            raise
        return await sent_back(visit.request, AWAY, whose=visit.whose)


async def _refused(visit: Visit, refused: ServiceRefused) -> Response:
    if refused.status == _UNAUTHORIZED:
        return await visit.signed_out()
    is_forbidden = refused.status == _FORBIDDEN
    if visit.request.method == "POST":
        words = visit.not_theirs if is_forbidden else visit.in_words(refused)
        return await sent_back(visit.request, words, is_late=refused.status in QUICKER, whose=visit.whose)
    if is_forbidden:
        return visit.page_of_others()
    raise refused


async def to_sign_in(request: Request, whose: str, way: Callable[[str], str]) -> Response:
    """On to signing in by the way to the page, and back; what was typed into a form waits for whoever typed it."""
    if request.method != "POST":
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(way(request.url.path + query), status_code=303)
    return wait_for(request, await typed_into(request), whose, way)


async def ask_as(
    request: Request, token: str | None, service: ServiceName, method: str, path: str, **options: Any
) -> Any:
    """The answer to a request below the service's ``/api/<service>/v1``, with the token."""
    response = await answer_to(request, token, service, method, path, **options)
    is_json = bool(response.content) and "json" in response.headers.get("content-type", "")
    return response.json() if is_json else response.text


async def answer_to(
    request: Request, token: str | None, service: ServiceName, method: str, path: str, **options: Any
) -> httpx.Response:
    """The same as it came: a file is no text."""
    neighbours: Neighbours = request.app.state.neighbours
    headers = {"Accept-Language": speech_of(request).language, **options.pop("headers", {})}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return await ask(neighbours.client(service), method, f"/api/{service}/v1{path}", headers=headers, **options)


def as_seen(form: FilledForm) -> dict[str, str]:
    """The precondition of what the form asks for: the thing is still as the page with the form showed it."""
    version = form.value(VERSION)
    return {"If-Match": f'"{version}"'} if version else {}


def said_of(refused: ServiceRefused) -> str:
    """The service's own sentence of why it refused."""
    return str(refused.problem.get("detail") or refused.problem.get("title") or refused.code)


async def drawn_for_another(request: Request, whose: str) -> str:
    """Whose form it is, if it was drawn for somebody else than is signed in now; else nothing.

    A file is not read for it: nobody knows yet whether the session is a real one. What a file would change is shown
    first, and the form that takes it is asked.
    """
    if request.method != "POST" or request.headers.get("content-type", "").startswith("multipart/"):
        return ""
    drawn_for = str((await request.form()).get(DRAWN_FOR, ""))
    return "" if drawn_for == whose else drawn_for


def way_to(page: str, sign_in: str, below: str) -> str:
    """By which address one signs in and is led back to the page."""
    return f"{sign_in}?next={quote(own_path(page, below))}"


def own_path(address: str, below: str) -> str:
    """The address if it is one of the pages below this one, else this one: nobody is sent elsewhere."""
    path = "/" + address.split("//", 1)[-1].partition("/")[2] if "//" in address else address
    return path if path.startswith(below) and "\\" not in path else below
