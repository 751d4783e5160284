"""The voting booth, a session cookie: how far a voter has come, encrypted. Nothing of it stays on the server."""

import json
from base64 import urlsafe_b64decode
from dataclasses import asdict, dataclass, field, replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.pages import sealed_cookies
from libs.shared.kernel.networks import network_of

_COOKIE = "ballot"
_AN_HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Booth:
    """How far somebody has come.

    Attributes:
        permit: the right to cast a ballot; none before the code, after it ran out, and once the ballot is cast.
        marks: points by the project's number; an approval is one point.
        is_chosen: the marks are a whole ballot, which waits to be cast.
        voter: stands for whoever the permit is for, in this poll. Marks are never handed on to somebody else.
        receipt: with which the voter can ask for the ballot, once it is cast.
        area: whose paper was chosen, where each area has one.
        aside: the marks on other areas' papers, for whoever comes back to them.
        cast: the digest of what was cast, as the form of step 3 carried it.
        is_in_force: whether no later ballot has taken its place already.
    """

    poll_id: str = ""
    permit: str | None = None
    marks: dict[str, int] = field(default_factory=dict)
    is_chosen: bool = False
    voter: str = ""
    receipt: str | None = None
    is_replacement: bool = False
    cast: str = ""
    is_in_force: bool = True
    area: str = ""
    aside: dict[str, int] = field(default_factory=dict)

    @property
    def may_choose(self) -> bool:
        return self.permit is not None

    @property
    def waits(self) -> bool:
        """Whether a ballot was filled in and is not cast."""
        return self.is_chosen and self.may_choose

    def without_permit(self) -> "Booth":
        """The way back to the code, with what was chosen still there."""
        return replace(self, permit=None)


_BEGINNING = asdict(Booth())


def booth_of(request: Request) -> Booth:
    """How far whoever asks has come; the beginning, if the cookie is missing, too old or not ours."""
    return Booth(**(sealed_cookies.kept(request, _COOKIE, _AN_HOUR) or {}))


def go_on(request: Request, booth: Booth, to: str) -> Response:
    """On to the next step, which a reload then repeats without sending anything again."""
    return remember(request, booth, RedirectResponse(to, 303))


def remember(request: Request, booth: Booth, response: Response) -> Response:
    """The response with the booth in its cookie."""
    # Only what is said goes in: while programs are renewed, an older one may read it.
    said = {name: told for name, told in asdict(booth).items() if told != _BEGINNING[name]}
    sealed_cookies.keep(request, response, _COOKIE, said, _AN_HOUR)
    return response


def forget(request: Request, response: Response) -> Response:
    """The response that takes the cookie away: the device knows nothing any more."""
    sealed_cookies.drop(request, response, _COOKIE)
    return response


def digest_of(request: Request, booth: Booth) -> str:
    """A digest of poll, voter and choices. The form of step 3 carries it, so that what is cast is what it shows."""
    shown = [booth.poll_id, booth.voter or booth.permit, sorted(booth.marks.items())]
    return sealed_cookies.mark(request, "check form", json.dumps(shown))


def voter_of(request: Request, permit: str) -> str:
    """What stands for whoever the permit is for; the same for each of their permits in a poll. Empty if unreadable."""
    pseudonym = _claim(permit, "psn")
    return sealed_cookies.mark(request, "voter", pseudonym) if pseudonym else ""


def lives_in(booth: Booth) -> str:
    """The voter's area on the roll, as the permit says; empty if it says none."""
    return _claim(booth.permit or "", "area")


def _claim(permit: str, name: str) -> str:
    try:
        claims = permit.split(".")[1]
        return str(json.loads(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))[name] or "")
    except (IndexError, KeyError, TypeError, ValueError):
        return ""


def kept_nowhere(page: Response) -> Response:
    """The next person at the device must not find the page by going back."""
    page.headers["Cache-Control"] = "no-store"
    return page


def opaque_client(request: Request) -> str:
    """A mark of where the request comes from that limits attempts and tells nobody the address."""
    return sealed_cookies.mark(request, "client", network_of(request.client.host if request.client else ""))
