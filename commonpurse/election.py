"""An election from a ``.pb`` file, in the words that the platform's API takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from commonpurse.trouble import Trouble
from libs.shared.kernel.money import minor_digits
from services.voting.domain.counting.counting import wish_for
from services.voting.domain.tally import EqualShares, FileIsNotPabulib, Method, Profile, ScoreOrder
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import rule_of
from services.voting.domain.tally.pb.rule_names import gain_under

Ballot = dict[int, int]
"""The chosen ballot numbers with their points; 1 each where the method has none."""

_METHODS = {Method.APPROVAL: "approval", Method.KNAPSACK: "approval", Method.POINTS: "points"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project of the file, under the number that it gets on our paper."""

    number: int
    pb_id: str
    title: str
    cost_cents: int
    was_funded: bool | None


@dataclass(frozen=True, slots=True)
class Election:
    """What a file says of an election, and the rule under which it is counted here."""

    name: str
    currency: str
    budget_cents: int
    method: str
    limits: Mapping[str, int]
    rule_terms: Mapping[str, object]
    candidates: tuple[Candidate, ...]
    ballots: tuple[Ballot, ...]
    remarks: tuple[str, ...] = ()

    @property
    def official_winners(self) -> list[str] | None:
        """The file's ids of the projects that were funded in reality; none if it does not say."""
        if any(candidate.was_funded is None for candidate in self.candidates):
            return None
        return [candidate.pb_id for candidate in self.candidates if candidate.was_funded]


def read_election(file: Path) -> Election:
    """The election in the file.

    Raises:
        Trouble: if the file cannot be read, or its voting method is not one that the platform offers.
    """
    try:
        pb = read_pb(file.read_bytes())
    except (OSError, FileIsNotPabulib) as error:
        raise Trouble(f"{file.name}: {error}") from None
    method = _METHODS.get(pb.profile.method)
    if method is None:
        raise Trouble(f"{file.name} holds {pb.profile.method} ballots; polls here take approvals and points")
    currency = pb.meta.get("currency", "EUR")
    if pb.instance.digits > (decimals := minor_digits(currency)):
        raise Trouble(f"{file.name}: {currency} has {decimals} decimals, but an amount of the file has more")
    if not pb.profile.voters:
        raise Trouble(f"{file.name} holds no ballots, and their limits are the poll's")
    cents = 10 ** (minor_digits(currency) - pb.instance.digits)
    ballots = tuple(_ballots(pb.profile))
    named = [pb.meta[key] for key in ("unit", "instance") if pb.meta.get(key)]
    return Election(
        name=" ".join(named) or pb.meta.get("description", "") or file.stem,
        currency=currency,
        budget_cents=int(pb.instance.budget * cents),
        method=method,
        limits=_limits(method, ballots),
        rule_terms=wish_for(rule_of(pb)),
        candidates=tuple(_candidates(pb, cents)),
        ballots=ballots,
        remarks=tuple(_remarks(pb)),
    )


def _remarks(pb: PabulibFile) -> Iterator[str]:
    yield from map(str, pb.warnings)
    if pb.doubt:
        yield str(pb.doubt)
    rule, wish = rule_of(pb), wish_for(rule_of(pb))
    polls = ScoreOrder(min_score=rule.min_score)
    shares = EqualShares(gain_under(pb.profile.method), min_score=rule.min_score)
    if isinstance(rule, EqualShares):
        shares = replace(shares, completion=rule.completion, comparison=rule.comparison)
    if rule not in (polls, shares):
        yield f"polls here are not counted by {rule.name}; this one is counted by {wish['rule']}"


def _candidates(pb: PabulibFile, cents: float) -> Iterator[Candidate]:
    for number, project in enumerate(pb.instance.projects, start=1):
        was_funded = None if pb.official is None else project.id in pb.official
        yield Candidate(number, project.id, project.name or project.id, int(project.cost * cents), was_funded)


def _ballots(profile: Profile) -> Iterator[Ballot]:
    for group, weight in enumerate(profile.weights):
        chosen = slice(int(profile.starts[group]), int(profile.starts[group + 1]))
        places = profile.choices[chosen].tolist()
        marks = [1] * len(places) if profile.marks is None else profile.marks[chosen].tolist()
        for _ in range(int(weight)):
            yield {place + 1: mark for place, mark in zip(places, marks, strict=True)}


def _limits(method: str, ballots: tuple[Ballot, ...]) -> dict[str, int]:
    # What people really did is allowed: a file's own limits are often missing, or were not enforced.
    sizes = [len(ballot) for ballot in ballots]
    limits = {"min_choices": min(sizes), "max_choices": max(sizes)}
    if method == "points":
        limits["max_points_each"] = max(max(ballot.values(), default=0) for ballot in ballots)
        limits["max_points"] = max(sum(ballot.values()) for ballot in ballots)
    return limits
