"""An election from a ``.pb`` file, in the words that the platform's API takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from commonpurse.trouble import Trouble
from libs.shared.events.words import Method as PollMethod
from libs.shared.kernel.money import minor_digits
from services.voting.domain.counting.counting import equals_in, wish_for
from services.voting.domain.polls.poll import A_WHOLE
from services.voting.domain.tally import EqualShares, FileIsNotPabulib, Method, Profile, ScoreOrder
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import quorum_of, rule_of, ties_of
from services.voting.domain.tally.pb.rule_names import gain_under

Ballot = dict[int, int]
"""The chosen ballot numbers with their points, or their places in a ranking; 1 each where the method has neither."""


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
    method: PollMethod
    limits: Mapping[str, int]
    rule_terms: Mapping[str, object]
    candidates: tuple[Candidate, ...]
    ballots: tuple[Ballot, ...]
    conflicts: tuple[tuple[int, ...], ...] = ()
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
        Trouble: if the file cannot be read, or no poll here could take its ballots.
    """
    try:
        pb = read_pb(file.read_bytes())
    except (OSError, FileIsNotPabulib) as error:
        raise Trouble(f"{file.name}: {error}") from None
    if pb.profile.mark_digits:
        raise Trouble(f"{file.name} holds fractions of points; polls here take whole ones")
    currency = pb.meta.get("currency", "EUR")
    if pb.instance.digits > (decimals := minor_digits(currency)):
        raise Trouble(f"{file.name}: {currency} has {decimals} decimals, but an amount of the file has more")
    if not pb.profile.voters:
        raise Trouble(f"{file.name} holds no ballots, and their limits are the poll's")
    cents = 10 ** (minor_digits(currency) - pb.instance.digits)
    ballots = tuple(_ballots(pb.unweighted))
    method = _method_for(pb, ballots)
    named = [pb.meta[key] for key in ("unit", "instance") if pb.meta.get(key)]
    return Election(
        name=" ".join(named) or pb.meta.get("description", "") or file.stem,
        currency=currency,
        budget_cents=int(pb.instance.budget * cents),
        method=method.value,
        limits=_limits(method, pb.profile.longest, ballots),
        rule_terms=wish_for(rule_of(pb)) | {"equals": equals_in(ties_of(pb)), "quorum": quorum_of(pb)},
        candidates=tuple(_candidates(pb, cents)),
        ballots=ballots,
        conflicts=tuple(_conflicts(pb)),
        remarks=tuple(_remarks(pb, method)),
    )


def _method_for(pb: PabulibFile, ballots: tuple[Ballot, ...]) -> Method:
    """The file's own method; where the city took ballots that break it, the method that takes those, too.

    Raises:
        Trouble: if none does.
    """
    method = pb.profile.method
    if method is Method.SCORE and any(mark < 0 for ballot in ballots for mark in ballot.values()):
        raise Trouble("the file holds points below zero; polls here take them from zero on")
    if method is Method.ALLOCATION and any(sum(ballot.values()) != A_WHOLE for ballot in ballots if ballot):
        return Method.POINTS
    costs = [project.cost for project in pb.instance.projects]
    is_too_dear = any(sum(costs[number - 1] for number in ballot) > pb.instance.budget for ballot in ballots)
    without_order = method is Method.RANKING and pb.profile.longest == 1
    return Method.APPROVAL if (method is Method.KNAPSACK and is_too_dear) or without_order else method


def _remarks(pb: PabulibFile, method: Method) -> Iterator[str]:
    yield from map(str, pb.warnings)
    if method is not pb.profile.method:
        yield f"some ballots of the file are no {pb.profile.method} ballots; they are cast here as {method}"
    if pb.doubt:
        yield str(pb.doubt)
    if pb.instance.shares or pb.instance.guaranteed:
        yield "the file rules what areas or categories get of the money; the poll here does without"
    if pb.weights:
        yield "the file weighs ballots by their channel; in the poll here each counts once"
    rule, wish = rule_of(pb), wish_for(rule_of(pb))
    polls: ScoreOrder | EqualShares = ScoreOrder(min_score=rule.min_score)
    if isinstance(rule, ScoreOrder):
        polls = ScoreOrder(rule.stop, rule.min_score, stretch=rule.stretch, part=rule.part)
    if isinstance(rule, EqualShares):
        gain = gain_under(pb.profile.method)
        polls = EqualShares(gain, rule.completion, rule.min_score, rule.comparison)
        polls = replace(polls, integral=rule.integral, step=rule.step)
    if rule != polls:
        yield f"polls here are not counted by {rule.name}; this one is counted by {wish['rule']}"


def _conflicts(pb: PabulibFile) -> Iterator[tuple[int, ...]]:
    """The groups of projects that exclude each other, by their numbers on our paper; one alone excludes nobody."""
    numbers = {id_: number for number, id_ in enumerate(pb.instance.ids, start=1)}
    groups = (tuple(sorted(numbers[id_] for id_ in group)) for group in pb.instance.conflicts)
    yield from (group for group in groups if len(group) > 1)


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
            beside = [profile.longest + 1 - mark for mark in marks] if profile.method is Method.RANKING else marks
            yield {place + 1: mark for place, mark in zip(places, beside, strict=True)}


def _limits(method: Method, longest: int, ballots: tuple[Ballot, ...]) -> dict[str, int]:
    # What people really did is allowed: a file's own limits are often missing, or were not enforced.
    sizes = [len(ballot) for ballot in ballots]
    limits = {"min_choices": min(sizes), "max_choices": max(sizes)}
    if method is Method.RANKING:
        limits["max_choices"] = longest  # the first place counts so many points
    if method in (Method.POINTS, Method.ALLOCATION, Method.SCORE):
        limits["max_points_each"] = max(max(ballot.values(), default=0) for ballot in ballots)
    if method is Method.POINTS:
        limits["max_points"] = max(sum(ballot.values()) for ballot in ballots)
    return limits
