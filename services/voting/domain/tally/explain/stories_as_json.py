"""Stories as plain JSON values: amounts rounded to cents for reading, the certificate exact for checking."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from services.voting.domain.tally.explain.stories import (
    Explanation,
    Flow,
    LoserStory,
    OutcomeStory,
    PartStory,
    Reach,
    WinnerStory,
)
from services.voting.domain.tally.outcome import Outcome
from services.voting.domain.tally.pb.decimals import format_amount, missing, rounded

_CENTS = 2


def as_json(explanation: Explanation, outcome: Outcome) -> dict[str, Any]:
    """The explanation of an outcome, with the payments' certificate where voters paid."""
    said = {
        "winners": [_winner(story, outcome) for story in explanation.winners],
        "losers": [_loser(story, outcome) for story in explanation.losers],
        "outcome": _outcome(explanation.outcome, outcome),
        "flow": None if explanation.flow is None else _flow(explanation.flow, outcome),
    }
    return said | {"certificate": certificate(outcome)} if explanation.winners else said


def certificate(outcome: Outcome) -> dict[str, Any]:
    """What anyone needs to check every voter's payments: the endowment and the prices, exact, in order of selection."""
    if outcome.stages:
        return {"stages": [{"stage": name} | certificate(counted) for name, counted in outcome.stages]}
    return {
        "endowment": None if outcome.endowment is None else str(outcome.endowment),
        "purchases": [{"project": project, "price": str(price)} for project, price in outcome.purchases],
        "refused": [{"project": project, "price": str(price)} for project, price in outcome.refused],
    }


def _winner(story: WinnerStory, outcome: Outcome) -> dict[str, Any]:
    return {
        "project": story.project,
        "round": story.round,
        "effective_votes": _effective_votes(story, outcome),
        "full_price": _money(story.full_price, outcome),
        "paid_in_full": story.paid_in_full,
        "paid_all_they_had": story.paid_all_they_had,
        "their_payments": _money(story.their_payments, outcome),
        "payers": [{"people": people, "paid_each": _money(each, outcome)} for each, people in story.payers],
        **_stage(story.stage, outcome),
    }


def _effective_votes(story: WinnerStory, outcome: Outcome) -> str | None:
    """Between how many the cost would be split at the price; where voters gain something else, it is no such number."""
    votes = story.effective_votes
    return rounded(votes, _CENTS) if votes is not None and "/cost" in outcome.rule else None


def _loser(story: LoserStory, outcome: Outcome) -> dict[str, Any]:
    support = story.effective_support
    return {
        "project": story.project,
        "verdict": story.verdict.value,
        "round": story.round,
        "missing": _money(story.missing, outcome, missing),
        "effective_support_percent": None if support is None else rounded(100 * support, _CENTS),
        "supporters_had": _money(story.supporters_had, outcome),
        "spent_on": {winner: _money(amount, outcome) for winner, amount in story.spent_on},
        "left": _money(story.left, outcome),
        "missing_in_the_end": _money(story.missing_in_the_end, outcome, missing),
        "rest_lacked": _money(story.rest_lacked, outcome, missing),
        "is_measured": story.is_measured,
        "wins_at_cost": None if story.wins_at_cost is None else format_amount(story.wins_at_cost, outcome.digits),
        "wins_with_votes": story.wins_with_votes,
        "reason": story.reason,
        **_stage(story.stage, outcome),
    }


def _stage(name: str, outcome: Outcome) -> dict[str, str]:
    """In which of several stages it was; nothing where there is one count alone."""
    return {"stage": name} if outcome.stages else {}


def _outcome(story: OutcomeStory, outcome: Outcome) -> dict[str, Any]:
    return {
        **_reach(story.reach),
        "underserved": list(story.underserved),
        "areas": [_part(part, story.reach, outcome) for part in story.areas],
        "categories": [_part(part, story.reach, outcome) for part in story.categories],
        "score_order": {
            "winners": list(story.score_order_winners),
            "cost": format_amount(story.score_order_cost, outcome.digits),
            **_reach(story.score_order_reach),
            "underserved": list(story.score_order_underserved),
        },
    }


def _reach(reach: Reach) -> dict[str, Any]:
    return {
        "voters": reach.voters,
        "voters_with_a_winner": reach.with_a_winner,
        "winners_per_voter_mean": rounded(reach.winners_each, _CENTS),
        "winners_per_voter_median": rounded(reach.median, 1),
        "voters_with_fair_share": reach.with_fair_share,
    }


def _part(part: PartStory, reach: Reach, outcome: Outcome) -> dict[str, Any]:
    return {
        "name": part.name,
        "spent": format_amount(part.spent, outcome.digits),
        "spent_percent": rounded(Fraction(100 * part.spent, max(outcome.cost, 1)), 1),
        "voters_asking_percent": rounded(Fraction(100 * part.voters_asking, max(reach.voters, 1)), 1),
    }


def _flow(flow: Flow, outcome: Outcome) -> dict[str, Any]:
    streams = [
        {"project": stream.project, "from": stream.source, "amount": _money(stream.amount, outcome)}
        for stream in flow.streams
    ]
    not_spent = _money(flow.not_spent, outcome)
    return {"voters": flow.voters, "share": _money(flow.share, outcome), "streams": streams, "not_spent": not_spent}


def _money(amount: Fraction | None, outcome: Outcome, said: Callable[[Fraction, int], str] = rounded) -> str | None:
    return None if amount is None else said(amount / 10**outcome.digits, max(outcome.digits, _CENTS))
