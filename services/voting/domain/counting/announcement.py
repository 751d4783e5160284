"""An outcome as it is published: every project with its fate, and why."""

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from services.voting.domain.casting.kinds import KINDS
from services.voting.domain.counting.counting import Count, Weighing
from services.voting.domain.counting.explanation import explain
from services.voting.domain.polls.paper import PaperProject
from services.voting.domain.polls.poll import Poll
from services.voting.domain.tally import Outcome, Step, Tie, Utility, Verdict
from services.voting.domain.tally.explain.stories_as_json import as_json
from services.voting.domain.tally.pb.decimals import missing_units

Published = dict[str, Any]


def publish(poll: Poll, count: Count) -> Published:
    """All that is said of the count, as plain JSON. Fractions stand as text: ``12/7``, exact."""
    outcome = count.outcome
    return {
        "rule_name": outcome.rule,
        "cost_cents": outcome.cost,
        "ballots": count.people,
        "weighing": count.weighing and _weighing(count.weighing, outcome),
        "projects": [_project(poll, line, count) for line in poll.paper],
        "ties": [_tie(tie) for tie in outcome.ties],
        "trace": [_step(step) for step in outcome.trace],
        "endowment_cents": _text(outcome.endowment),
        "added_units": outcome.added * poll.terms.step,
        "compared": outcome.comparison and asdict(outcome.comparison),
        "stories": as_json(count.explanation, outcome),
        "agreement": count.agreement and count.agreement.as_json(),
    }


def _project(poll: Poll, line: PaperProject, count: Count) -> Published:
    outcome, id_ = count.outcome, str(line.number)
    step, lacking = outcome.why(id_), outcome.lacking(id_)
    is_funded = id_ in outcome.winners
    place = outcome.winners.index(id_) + 1 if is_funded else outcome.places.get(id_)
    return {
        "proposal_id": str(line.proposal_id),
        "number": line.number,
        "title": line.title,
        "cost_cents": line.cost_cents,
        "area_id": str(line.area_id) if line.area_id else None,
        "kind": line.kind,
        "saving_cents": line.saving_cents,
        "score": step.score,
        "ballots": count.supporters[line.number],
        "is_funded": is_funded,
        "place": place,
        "missing_cents": None if lacking is None or is_funded else missing_units(lacking),
        "without_cents": outcome.in_part.get(id_),
        "withdrawn": poll.withdrawn.get(line.number),
        "verdict": str(step.verdict),
        "effective_votes": _effective_votes(poll, outcome, step),
        **_unweighted(count, id_),
        "explanation": explain(poll.fund.currency, outcome, id_, count.supporters[line.number]),
    }


def _unweighted(count: Count, id_: str) -> Published:
    """What the project would have if each ballot counted once; nothing where each does."""
    if count.weighing is None:
        return {}
    plain = count.weighing.outcome
    return {"unweighted_score": plain.why(id_).score, "unweighted_is_funded": id_ in plain.winners}


def _weighing(weighing: Weighing, outcome: Outcome) -> Published:
    groups = [{"weight": one.weight, "channels": list(one.channels), "ballots": cast} for one, cast in weighing.groups]
    plain = weighing.outcome
    told = {"cost_cents": plain.cost, "winners": [int(id_) for id_ in plain.winners], "ties": len(plain.ties)}
    return {"groups": groups, "votes": outcome.voters, "unweighted": told}


def _effective_votes(poll: Poll, outcome: Outcome, step: Step) -> float | None:
    has_shares = poll.terms.rule in ("equal-shares", "bos-equal-shares")
    by_cost = has_shares and KINDS[poll.terms.method].gain is Utility.COST
    if not by_cost or step.verdict is not Verdict.FUNDED or not step.price:
        return None
    return round(float(1 / step.price), 2)


def _step(step: Step) -> Published:
    told = {key: str(value) if isinstance(value, Fraction) else value for key, value in step._asdict().items()}
    return told | {"project": int(step.project), "verdict": str(step.verdict)}


def _tie(tie: Tie) -> Published:
    tied, stage = [int(id_) for id_ in tie.tied], {"stage": tie.stage}
    return {"round": tie.round, "tied": tied, "chosen": int(tie.chosen), "decided_by": tie.decided_by} | stage


def _text(fraction: Fraction | None) -> str | None:
    return None if fraction is None else str(fraction)
