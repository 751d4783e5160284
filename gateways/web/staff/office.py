"""What every staff page does first and last: who is there, and what a service's refusal means to them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused, ask
from gateways.web.pages.forms import FilledForm, typed_into
from gateways.web.pages.kept_forms import FormIsNotTaken, come_back, form_of, more_of, wait_for
from gateways.web.pages.problems import sent_back
from gateways.web.pages.refusals import AWAY
from gateways.web.pages.rendering import render, speech_of
from gateways.web.staff.people.session import SignedIn, drawn_for_another, end, last_signed_in, signed_in
from gateways.web.staff.words import NOT_YOUR_ROLE, REFUSALS, ROLES
from gateways.web.words.message import Message
from libs.shared.kernel.clock import Clock
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName

Body = dict[str, Any]

_UNAUTHORIZED, _FORBIDDEN, _UNPROCESSABLE = 401, 403, 422
QUICKER = (409, 412)
"""Somebody else was quicker: the step does not lead on any more, or the thing is not as the page showed it."""


class NotYourRole(Exception):
    """The page is for roles that this member of staff does not have."""


VERSION = "version"
"""The hidden field of each form that changes a thing: the version that the page shows."""

MODERATION = ("moderator", "administrator")
"""Who answers ideas, proposals and offers."""


class Office:
    """A member of staff at work: their requests to the services, their pages."""

    def __init__(self, request: Request, staff: SignedIn) -> None:
        self.request, self.staff = request, staff

    async def ask(self, service: ServiceName, method: str, path: str, **options: Any) -> Any:
        """A service's answer to this member of staff: parsed where it is JSON, else its text."""
        return await ask_as(self.request, self.staff.token, service, method, path, **options)

    async def read_form(self) -> FilledForm:
        """What was typed into the form that was sent."""
        typed = {name: str(value) for name, value in (await self.request.form()).items()}
        return FilledForm(typed, language=speech_of(self.request).language)

    def form(self, standing: Mapping[str, str]) -> FilledForm:
        """The form of a page: as it came back to be corrected, else as the thing stands.

        Whoever came second sees both: what they typed, and what stands now. They have seen it then: what they send next
        is sent for the version that stands now.
        """
        form = form_of(self.request, standing, whose=self.staff.staff_id)
        if form.is_late and VERSION in standing:
            form = replace(form, typed={**form.typed, VERSION: standing[VERSION]})
        return form.beside({name: value for name, value in standing.items() if name != VERSION})

    @property
    def more(self) -> Any:
        """What else a form's page is to say that came back."""
        return more_of(self.request, whose=self.staff.staff_id)

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
            form.refuse(beside, refusal_in_words(refused))
            raise FormIsNotTaken(form, is_late=refused.status in QUICKER) from None

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

    def may(self, *roles: str) -> bool:
        """Whether one of the roles is theirs. It decides what is shown; the services decide what is allowed."""
        return bool(self.staff.roles & {*roles})

    def demand(self, *roles: str) -> None:
        """Nothing, if one of the roles is theirs: nobody fills in a form that a service will refuse in the end.

        Raises:
            NotYourRole: if none is.
        """
        if not self.may(*roles):
            raise NotYourRole

    @property
    def known_roles(self) -> list[str]:
        """Their roles that these pages have a name for."""
        return [role for role in ROLES if role in self.staff.roles]

    def show(self, template: str, *, status: int = 200, **context: Any) -> Response:
        """A staff page."""
        return render(self.request, f"staff/{template}", status=status, staff=self.staff, **context)


StaffPage = Callable[[Office], Awaitable[Response]]

FIRST_STEPS = {"password": "/staff/password", "second-factor": "/staff/second-factor"}
"""Where whoever signs in goes before anywhere else."""


def staff_page(page: StaffPage) -> Callable[[Request], Awaitable[Response]]:
    """The page for whoever is signed in; others are asked to sign in and come back to it.

    A form that is not taken leads back to its page. Nothing that was typed is lost, whatever happens.
    """

    @wraps(page)
    async def answer(request: Request) -> Response:
        staff = signed_in(request)
        if staff is None or not _may_be_at(staff, request.url.path) or await drawn_for_another(request, staff):
            return await _on_the_way_in(request, staff)
        office = Office(request, staff)
        try:
            return await page(office)
        except FormIsNotTaken as wrong:
            return come_back(request, wrong, whose=staff.staff_id)
        except NotYourRole:
            return await _refusal(office, ServiceRefused(_FORBIDDEN, {}))
        except ServiceRefused as refused:
            return await _refusal(office, refused)
        except ServiceIsUnreachable:
            if request.method != "POST":
                raise
            return await sent_back(request, AWAY, whose=staff.staff_id)

    return answer


async def ask_as(
    request: Request, token: str | None, service: ServiceName, method: str, path: str, **options: Any
) -> Any:
    """The answer to a request below the service's ``/api/<service>/v1``, with the token."""
    neighbours: Neighbours = request.app.state.neighbours
    headers = {"Accept-Language": speech_of(request).language, **options.pop("headers", {})}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    response = await ask(neighbours.client(service), method, f"/api/{service}/v1{path}", headers=headers, **options)
    is_json = bool(response.content) and "json" in response.headers.get("content-type", "")
    return response.json() if is_json else response.text


def as_seen(form: FilledForm) -> dict[str, str]:
    """The precondition of what the form asks for: the thing is still as the page with the form showed it."""
    version = form.value(VERSION)
    return {"If-Match": f'"{version}"'} if version else {}


def refusal_in_words(refused: ServiceRefused) -> Message | str:
    """What the refusal means to staff; where these pages do not know it, the service's own sentence."""
    own = refused.problem.get("detail") or refused.problem.get("title") or refused.code
    return REFUSALS.get(refused.code) or str(own)


async def _refusal(office: Office, refused: ServiceRefused) -> Response:
    request, whose = office.request, office.staff.staff_id
    if refused.status == _UNAUTHORIZED:
        response = await _to_sign_in(request, whose)
        end(request, response)
        return response
    is_forbidden = refused.status == _FORBIDDEN
    if request.method == "POST":
        words = NOT_YOUR_ROLE if is_forbidden else refusal_in_words(refused)
        return await sent_back(request, words, is_late=refused.status in QUICKER, whose=whose)
    if is_forbidden:
        return _not_your_role(office)
    raise refused


def _may_be_at(staff: SignedIn, path: str) -> bool:
    """Whether they have nothing to do first, or are where they do it."""
    return not staff.must or path.startswith(tuple(FIRST_STEPS[step] for step in staff.must))


async def _on_the_way_in(request: Request, staff: SignedIn | None) -> Response:
    if staff is None:
        return await _to_sign_in(request, last_signed_in(request))
    if whose := await drawn_for_another(request, staff):
        return await _to_sign_in(request, whose)
    return RedirectResponse(FIRST_STEPS[staff.must[0]], status_code=303)


def _not_your_role(office: Office) -> Response:
    return office.show("not_your_role.html", status=_FORBIDDEN, roles=[ROLES[role] for role in office.known_roles])


async def _to_sign_in(request: Request, whose: str) -> Response:
    """On to signing in and back; what was typed into a form waits there for whoever typed it."""
    if request.method != "POST":
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(_way_to(request.url.path + query), status_code=303)
    return wait_for(request, await typed_into(request), whose, _way_to)


def _way_to(page: str) -> str:
    return f"/staff/sign-in?next={quote(own_path(page))}"


def own_path(address: str) -> str:
    """The address if it is one of the staff's own pages, else the desk: nobody is sent elsewhere."""
    path = "/" + address.split("//", 1)[-1].partition("/")[2] if "//" in address else address
    return path if path.startswith("/staff") and "\\" not in path else "/staff"
