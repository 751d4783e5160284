"""The services' refusals, and the replies that say them."""

from collections.abc import Mapping
from typing import Any

from gateways.sms.reply import Say
from libs.shared.kernel.money import as_decimal

_REPLIES: Mapping[str, str] = {
    "code-is-not-known": "code_is_not_known",
    "several-polls-are-open": "several_polls",
    "channel-is-not-offered": "no_texts_taken",
    "area-has-no-vote": "area_has_no_vote",
    "too-many-attempts": "too_many_attempts",
    "ballot-was-already-cast": "already_voted",
    "ballot-stands": "ballot_stands",
    "project-is-withdrawn": "project_withdrawn",
    "unknown-project": "unknown_project",
    "project-chosen-twice": "chosen_twice",
    "too-many-choices": "too_many",
    "too-few-choices": "too_few",
    "too-many-points": "too_many_points",
    "too-many-points-for-project": "too_many_points_for_project",
    "too-few-points-for-project": "too_few_points_for_project",
    "points-are-not-whole": "points_not_whole",
    "shares-do-not-add-up": "shares_do_not_add_up",
    "choices-cost-too-much": "too_costly",
    "choices-of-two-areas": "two_areas",
    "project-of-another-area": "another_area",
    "too-many-in-area": "too_many_in_area",
    "too-many-citywide": "too_many_citywide",
    "place-is-given-twice": "order_unclear",
    "place-is-empty": "order_unclear",
    "poll-key-is-missing": "try_later",
    # A permit lives for a quarter of an hour and was fetched a moment ago: the fault is not the sender's.
    "permit-is-not-valid": "try_later",
}
_CLOSED: Mapping[Any, str] = {"published": "not_open_yet", "cancelled": "cancelled", None: "no_poll"}
_NEEDS: Mapping[Any, str] = {
    "points": "needs_points",
    "score": "needs_points",
    "allocation": "needs_shares",
    "ranking": "needs_order",
    "for-and-against": "needs_signs",
}
_PLACES = ("number", "other", "limit", "chosen", "given")
_AMOUNTS = {"cost": "cost_cents", "most": "limit_cents"}


def say_why(code: str, particulars: Mapping[str, Any]) -> Say:
    """The reply for a refusal; for one that is new to this gateway, a general one."""
    places = {name: particulars[name] for name in _PLACES if name in particulars}
    amounts = {name: cents for name, field in _AMOUNTS.items() if (cents := particulars.get(field)) is not None}
    places |= {name: _amount(cents, str(particulars.get("currency", ""))) for name, cents in amounts.items()}
    if code == "poll-is-not-open":
        # Residents tells the state. Voting, asked a moment later, refuses only what has just closed.
        return Say(_CLOSED.get(particulars.get("state", "closed"), "closed"))
    if code == "ballot-is-of-another-method":
        return Say(_NEEDS.get(particulars.get("method"), "needs_no_points"))
    return Say(_REPLIES.get(code, "refused"), places)


def _amount(cents: int, currency: str) -> str:
    """The amount as every language writes it: whole where it is whole, and no sign between thousands."""
    amount = as_decimal(cents, currency)
    whole = int(amount)
    return f"{whole if amount == whole else amount} {currency}"
