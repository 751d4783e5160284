"""The services' refusals, and the replies that say them."""

from collections.abc import Mapping
from typing import Any

from gateways.sms.reply import Say

_REPLIES: Mapping[str, str] = {
    "code-is-not-known": "code_is_not_known",
    "several-polls-are-open": "several_polls",
    "channel-is-not-offered": "no_texts_taken",
    "area-has-no-vote": "area_has_no_vote",
    "too-many-attempts": "too_many_attempts",
    "ballot-was-already-cast": "already_voted",
    "project-is-withdrawn": "project_withdrawn",
    "unknown-project": "unknown_project",
    "project-chosen-twice": "chosen_twice",
    "too-many-choices": "too_many",
    "too-few-choices": "too_few",
    "too-many-points": "too_many_points",
    "too-many-points-for-project": "too_many_points_for_project",
    "too-few-points-for-project": "too_few_points_for_project",
    "poll-key-is-missing": "try_later",
    # A permit lives for a quarter of an hour and was fetched a moment ago: the fault is not the sender's.
    "permit-is-not-valid": "try_later",
}
_CLOSED: Mapping[Any, str] = {"published": "not_open_yet", "cancelled": "cancelled", None: "no_poll"}
_PLACES = ("number", "limit", "chosen", "given")


def say_why(code: str, particulars: Mapping[str, Any]) -> Say:
    """The reply for a refusal; for one that is new to this gateway, a general one."""
    places = {name: particulars[name] for name in _PLACES if name in particulars}
    if code == "poll-is-not-open":
        # Residents tells the state. Voting, asked a moment later, refuses only what has just closed.
        return Say(_CLOSED.get(particulars.get("state", "closed"), "closed"))
    if code == "ballot-is-of-another-method":
        return Say("needs_points" if particulars.get("method") == "points" else "needs_no_points")
    return Say(_REPLIES.get(code, "refused"), places)
