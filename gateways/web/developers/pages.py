"""The page for developers: addresses, streams, samples, keys and webhooks of this installation."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.developers import events
from gateways.web.pages.rendering import render
from gateways.web.settings import WebSettings
from gateways.web.words.message import Message, say

PARTS: list[tuple[str, Message]] = [
    ("ideas", say("rounds and ideas")),
    ("proposals", say("proposals and offers")),
    ("deliberation", say("what is said of ideas and proposals")),
    ("voting", say("polls, turnout, ballots after the announcement")),
    ("residents", say("counts of the roll, keys, tokens")),
    ("reporting", say("views and results")),
]
"""The services, and what each tells."""


async def show(request: Request) -> Response:
    """Everything that a program's author needs first."""
    settings: WebSettings = request.app.state.settings
    base = settings.public_url or str(request.base_url).rstrip("/")
    return render(
        request,
        "developers/developers.html",
        parts=[(f"{base}/api/{part}/v1", told) for part, told in PARTS],
        samples=_samples(base),
        webhooks=f"{base}/api/reporting/v1/webhooks",
        carrier=settings.carrier,
        is_reference_public=settings.reference_is_public,
    )


def _samples(base: str) -> list[tuple[Message, str]]:
    token = f'curl -u "$CLIENT_ID:$KEY" -d grant_type=client_credentials {base}/api/residents/v1/oauth/token'
    with_it = f'curl -H "Authorization: Bearer $TOKEN" "{base}/api/ideas/v1/events?audience=integrator"'
    return [
        (say("Read public events, the first 100:"), f'curl "{base}/api/voting/v1/events?audience=public&limit=100"'),
        (say("Get a token for a key, and read all events with it:"), f"{token}\n{with_it}"),
    ]


ROUTES = [Route("/developers", show), *events.ROUTES]
