"""What every staff page does first and last: who is there, and what a service's refusal means to them."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.visits import NotTheirs, Visit, answered, drawn_for_another, said_of, to_sign_in, way_to
from gateways.web.staff.merging.words import REFUSALS_OF_MERGING
from gateways.web.staff.moving_in.words import REFUSALS_OF_FILES
from gateways.web.staff.people.session import SignedIn, end, last_signed_in, signed_in
from gateways.web.staff.words import NOT_YOUR_ROLE, REFUSALS, ROLES
from gateways.web.staff.workflows.words import REFUSALS_OF_WORKFLOWS
from gateways.web.webhooks.words import refusal_of
from gateways.web.words.message import Message

_FORBIDDEN = 403
_REFUSALS = (REFUSALS, REFUSALS_OF_MERGING, REFUSALS_OF_FILES, REFUSALS_OF_WORKFLOWS)


DESK = "/staff"
"""Where staff begin."""


MODERATION = ("moderator", "administrator")
"""Who answers ideas, proposals and offers."""


class Office(Visit):
    """A member of staff at work: their requests to the services, their pages."""

    not_theirs = NOT_YOUR_ROLE

    def __init__(self, request: Request, staff: SignedIn) -> None:
        super().__init__(request, staff.token, staff.staff_id)
        self.staff = staff

    def in_words(self, refused: ServiceRefused) -> Message | str:
        """What the refusal means to staff; where these pages do not know it, the service's own sentence."""
        return refusal_in_words(refused)

    def may(self, *roles: str) -> bool:
        """Whether one of the roles is theirs. It decides what is shown; the services decide what is allowed."""
        return bool(self.staff.roles & {*roles})

    def demand(self, *roles: str) -> None:
        """Nothing, if one of the roles is theirs: nobody fills in a form that a service will refuse in the end.

        Raises:
            NotTheirs: if none is.
        """
        if not self.may(*roles):
            raise NotTheirs

    @property
    def known_roles(self) -> list[str]:
        """Their roles that these pages have a name for."""
        return [role for role in ROLES if role in self.staff.roles]

    @property
    def said_of_them(self) -> dict[str, Any]:
        """What the frame of a staff page needs to know."""
        return {"layout": "staff/staff_layout.html", "who": self.staff, "staff": self.staff}

    def page_of_others(self) -> Response:
        """The page that says which roles they have."""
        return self.show("not_your_role.html", status=_FORBIDDEN, roles=[ROLES[role] for role in self.known_roles])

    async def signed_out(self) -> Response:
        """Their session has ended: on to signing in, and back; what was typed waits there for them."""
        response = await to_sign_in(self.request, self.staff.staff_id, _way_to)
        end(self.request, response)
        return response

    def show(self, template: str, *, status: int = 200, **context: Any) -> Response:
        """A staff page."""
        return self.page(f"staff/{template}", status=status, **context)


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
        if staff is None:
            return await to_sign_in(request, last_signed_in(request), _way_to)
        if whose := await drawn_for_another(request, staff.staff_id):
            return await to_sign_in(request, whose, _way_to)
        if not _may_be_at(staff, request.url.path):
            return RedirectResponse(FIRST_STEPS[staff.must[0]], status_code=303)
        return await answered(Office(request, staff), page)

    return answer


def refusal_in_words(refused: ServiceRefused) -> Message | str:
    """What the refusal means to staff; where these pages do not know it, the service's own sentence."""
    known = next((each[refused.code] for each in _REFUSALS if refused.code in each), None)
    return known or refusal_of(refused) or said_of(refused)


def _may_be_at(staff: SignedIn, path: str) -> bool:
    """Whether they have nothing to do first, or are where they do it."""
    return not staff.must or path.startswith(tuple(FIRST_STEPS[step] for step in staff.must))


def _way_to(page: str) -> str:
    return way_to(page, "/staff/sign-in", DESK)
