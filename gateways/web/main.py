"""Composition root of the web gateway. Wiring only."""

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from gateways.web.count import count
from gateways.web.decisions import decisions
from gateways.web.developers import pages as developers
from gateways.web.developers.account.routes import ROUTES as ACCOUNT_ROUTES
from gateways.web.discussions import comment_page, discussions, writing
from gateways.web.following import asking, atom, kept_up, support
from gateways.web.ideas import appeal as appeal_of_idea
from gateways.web.ideas import ideas, suggest, yours
from gateways.web.keeping.keeping import Keeping
from gateways.web.legal import pages as legal
from gateways.web.look.palette import Palette
from gateways.web.open_data import frames
from gateways.web.open_data import pages as open_data
from gateways.web.pages import problems, styleguide
from gateways.web.pages.arrivals import Arrivals
from gateways.web.pages.doors import Doors
from gateways.web.pages.guards import FormsFromElsewhere, SecurityHeaders
from gateways.web.pages.reader import RememberReader
from gateways.web.pages.rendering import Pages, render
from gateways.web.photos import pages as photos
from gateways.web.proposals import appeal, change, compare, offer_page, offers, proposals
from gateways.web.proposals import yours as yours_of_proposals
from gateways.web.results import results, turnout
from gateways.web.rounds import home, rounds
from gateways.web.settings import WebSettings
from gateways.web.sittings import sittings
from gateways.web.staff.moving_in import imports
from gateways.web.staff.people.roll import LONGEST as LONGEST_ROLL
from gateways.web.staff.routes import ROUTES as STAFF_ROUTES
from gateways.web.vote import area as vote_area
from gateways.web.vote import cast as vote_cast
from gateways.web.vote import choice as vote_choice
from gateways.web.vote import code as vote_code
from gateways.web.vote import receipt
from libs.shared.kernel.clock import Clock, SystemClock
from libs.shared.platform.api import gateway_health
from libs.shared.platform.api.bounded import Bounded
from libs.shared.platform.api.surprises import Surprises
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.watching.measured import Measured
from libs.shared.platform.watching.request_ids import RequestIds
from libs.shared.platform.watching.tracing import Traced
from libs.shared.platform.watching.watched import Watched

log = structlog.get_logger()

# The first that matches answers: what has a name of its own comes before what has a number.
# Each is compared with what is asked for until one does: the steps of a vote, of which there is a rush, come first.
ROUTES = [
    *vote_code.ROUTES,
    *vote_area.ROUTES,
    *vote_choice.ROUTES,
    *vote_cast.ROUTES,
    *home.ROUTES,
    *rounds.ROUTES,
    *suggest.ROUTES,
    *yours.ROUTES,
    *asking.ROUTES,
    *support.ROUTES,
    *kept_up.ROUTES,
    *photos.ROUTES,
    *ideas.ROUTES,
    *sittings.ROUTES,
    *decisions.ROUTES,
    *offers.ROUTES,
    *offer_page.ROUTES,
    *compare.ROUTES,
    *change.ROUTES,
    *yours_of_proposals.ROUTES,
    *appeal.ROUTES,
    *appeal_of_idea.ROUTES,
    *proposals.ROUTES,
    *discussions.ROUTES,
    *writing.ROUTES,
    *comment_page.ROUTES,
    *receipt.ROUTES,
    *turnout.ROUTES,
    *results.ROUTES,
    *count.ROUTES,
    *developers.ROUTES,
    *atom.ROUTES,
    *ACCOUNT_ROUTES,
    *open_data.ROUTES,
    *frames.ROUTES,
    *legal.ROUTES,
    *styleguide.ROUTES,
    *STAFF_ROUTES,
]

_LONGER = {"roll": LONGEST_ROLL, "count": count.LONGEST, "photos": photos.LONGEST, "imports": imports.LONGEST}
"""The bytes that a form may have where the path has a segment of this name."""
_SAID_OF_LONGER = {"count": count.too_long, "photos": photos.too_long, "imports": imports.too_long}
"""What is said, by the path's last segment, where a file is longer than that."""


def build(
    settings: WebSettings, neighbours: Neighbours, clock: Clock | None = None, *, tells_of_process: bool = True
) -> Starlette:
    """The pages as an ASGI app.

    ``tells_of_process`` unless another part in this process tells of what is no part's own.
    """
    pages = Pages(settings)
    _say_what_became_of_the_colour(pages.palette)
    health = gateway_health.routes("web", neighbours, settings.inspection_token, tells_of_process=tells_of_process)
    app = Starlette(
        routes=[Route("/static/{path:path}", pages.static.send), *ROUTES, *health],
        middleware=[
            Middleware(RequestIds),
            Middleware(Traced, part="web", goes_on=False),
            Middleware(Measured, service="web"),
            Middleware(Watched, part="web"),
            Middleware(SecurityHeaders, is_https=settings.is_https),
            Middleware(Bounded, refused=_refuse_long_body, longer=_LONGER),
            Middleware(RememberReader, languages=settings.languages, is_https=settings.is_https),
            Middleware(Arrivals, is_https=settings.is_https),
            Middleware(FormsFromElsewhere, refused=_refuse_form_from_elsewhere),
            Middleware(Surprises, answered_by=problems.on_surprise),
        ],
    )
    problems.install(app)
    app.state.pages, app.state.settings = pages, settings
    app.state.neighbours, app.state.clock = neighbours, clock or SystemClock()
    app.state.keeping = Keeping(neighbours)
    app.state.doors, app.state.doors_of_photos = Doors(), Doors()
    return app


def _say_what_became_of_the_colour(palette: Palette) -> None:
    if palette.is_corrected:
        shown = palette.hex("light", "action")
        log.warning(
            "brand colour is too light to be read; buttons and links are darker", asked=palette.brand, shown=shown
        )


async def _refuse_long_body(scope: Scope, receive: Receive, send: Send) -> None:
    too_long = _SAID_OF_LONGER.get(scope["path"].rpartition("/")[2], problems.too_long)
    await too_long(Request(scope))(scope, receive, send)


async def _refuse_form_from_elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
    answer: Response = render(Request(scope), "problems/form_from_elsewhere.html", status=403)
    await answer(scope, receive, send)
