"""An election from a ``.pb`` file, in the words that the platform's API takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from commonpurse.election_rulings import AreaRuling, areas_of, conflicts_of, limits_of_areas, rule_here
from commonpurse.trouble import Trouble
from libs.shared.events.words import Method as PollMethod
from libs.shared.kernel.money import minor_digits
from services.voting.domain.counting.counting import equals_in, wish_for
from services.voting.domain.polls.poll import A_WHOLE, Equals
from services.voting.domain.tally import (
    BoundedOverspending,
    EqualShares,
    FileIsNotPabulib,
    Method,
    Profile,
    ScoreOrder,
)
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import names_its_rule, quorum_of, rule_of, ties_of

Ballot = dict[int, int]
"""The chosen ballot numbers with their points, or their places in a ranking; 1 each where the method has neither."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project of the file, under the number that it gets on our paper.

    ``out`` is why it cannot win, if it was withdrawn or ruled out.
    """

    number: int
    pb_id: str
    title: str
    cost_cents: int
    was_funded: bool | None
    area: str = ""
    out: str = ""


@dataclass(frozen=True, slots=True)
class Election:
    """What a file says of an election, and the rule under which it is counted here.

    ``rule`` is the rule that ``rule_terms`` wish for. ``names_its_rule``: the city's outcome can be held against a
    count, as it is known to be that rule's, and all of the file's ballots are cast.
    """

    name: str
    currency: str
    budget_cents: int
    method: PollMethod
    limits: Mapping[str, int]
    rule_terms: Mapping[str, object]
    rule: ScoreOrder | EqualShares | BoundedOverspending
    candidates: tuple[Candidate, ...]
    ballots: tuple[Ballot, ...]
    areas: tuple[AreaRuling, ...] = ()
    names_its_rule: bool = True
    conflicts: tuple[tuple[int, ...], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def official_winners(self) -> list[str] | None:
        """The file's ids of the projects that were funded in reality; none if it does not say."""
        if any(candidate.was_funded is None for candidate in self.candidates):
            return None
        return [candidate.pb_id for candidate in self.candidates if candidate.was_funded]

    @property
    def equals(self) -> Equals:
        """The term for the order among equals."""
        return cast("Equals", self.rule_terms["equals"])

    @property
    def quorum(self) -> int:
        """How many must take part."""
        return cast("int", self.rule_terms["quorum"])

    @property
    def decimals(self) -> int:
        """How many decimals the currency has."""
        return minor_digits(self.currency)

    def with_at_most(self, ballots: int) -> "Election":
        """The same with so many ballots, taken evenly from the whole, which it says; all of them if there are no more.

        A file has like ballots side by side, so the part resembles the whole.
        """
        in_file = len(self.ballots)
        if in_file <= ballots:
            return self
        part = tuple(self.ballots[number * in_file // ballots] for number in range(ballots))
        said = f"{ballots:,} of the file's {in_file:,} ballots are cast, taken evenly; --ballots 0 casts all"
        return replace(self, ballots=part, names_its_rule=False, remarks=(*self.remarks, said))


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
    cents = int(10 ** (minor_digits(currency) - pb.instance.digits))
    ballots = tuple(_ballots(pb.unweighted))
    method = _method_for(pb, ballots)
    named = [pb.meta[key] for key in ("unit", "instance") if pb.meta.get(key)]
    rule = rule_here(pb, method.value)
    return Election(
        name=" ".join(named) or pb.meta.get("description", "") or file.stem,
        currency=currency,
        budget_cents=pb.instance.budget * cents,
        method=method.value,
        limits=_limits(method, pb.profile.longest, ballots),
        rule_terms=wish_for(rule) | {"equals": equals_in(ties_of(pb)), "quorum": quorum_of(pb)},
        rule=rule,
        candidates=tuple(_candidates(pb, cents)),
        ballots=ballots,
        areas=tuple(areas_of(pb, cents)),
        names_its_rule=names_its_rule(pb) and rule == rule_of(pb) and not pb.weights,
        conflicts=tuple(conflicts_of(pb)),
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
    if len(pb.instance.shares) > len(limits_of_areas(pb)):
        yield "the file rules what categories get of the money; the poll here does without"
    if pb.instance.paper_totals:
        yield "the file adds votes on paper of which only sums are known; the poll here counts ballots alone"
    if pb.weights:
        yield "the file weighs ballots by their channel; in the poll here each counts once"
    rule, here = rule_of(pb), rule_here(pb, method.value)
    if rule != here:
        yield f"polls here are not counted by {rule.name}; this one is counted by {wish_for(here)['rule']}"


def _candidates(pb: PabulibFile, cents: int) -> Iterator[Candidate]:
    for number, project in enumerate(pb.instance.projects, start=1):
        was_funded = None if pb.official is None else project.id in pb.official
        out = pb.instance.ineligible.get(project.id, "")
        # The cost of what was withdrawn is often not known any more, but a sign; no paper here has more than the pot.
        cost = min(project.cost, pb.instance.budget) if out else project.cost
        title = project.name or project.id
        yield Candidate(number, project.id, title, cost * cents, was_funded, project.area, out)


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
