"""Whoever comes to a step that they are not at: where they are instead, and why."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.vote.booth import Booth
from gateways.web.words.message import Message, say

REASONS: Mapping[str, Message] = {
    "way": say(
        "We cannot find your ballot on this device. Either more than an hour has passed, or the browser keeps no "
        "cookies: then please allow them for these pages. Nothing was cast now. Please type your code to go on."
    ),
    "other": say(
        "Another code was typed in this browser meanwhile, so the ballot on your page was not cast. Please type your "
        "code again."
    ),
    "cast": say(
        "Another ballot was cast in this browser meanwhile. The one on your page was not. Please type your code again."
    ),
}
"""Why somebody is back at step 1, by the word in the address."""


def to_where_they_are(booth: Booth) -> Response:
    """On to the receipt if the ballot is cast; else back to the code, with the reason."""
    return RedirectResponse("/vote/done", 303) if booth.receipt else back_to_code("way")


def back_to_code(reason: str) -> RedirectResponse:
    """Back to step 1, which says why."""
    return RedirectResponse(f"/vote?lost={reason}", 303)


def reason_of(request: Request) -> Message | None:
    """Why whoever asks is back at step 1; none if they have just come."""
    lost = request.query_params.get("lost") or ("way" if "again" in request.query_params else "")
    return REASONS.get(lost)
