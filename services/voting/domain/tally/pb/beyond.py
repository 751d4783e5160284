"""What a file's own limits and totals say of its ballots: each is held against what the ballots are."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Ints, Profile
from services.voting.domain.tally.pb.amounts import Amount, read_amount
from services.voting.domain.tally.pb.decimals import format_amount, parse_amount
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.meta import Meta
from services.voting.domain.tally.pb.papers import (
    MAX_CITYWIDE,
    MAX_IN_AREA,
    PAPERS,
    ballots_of_two_papers,
    named_of_papers,
)
from services.voting.domain.tally.pb.projects import Paper
from services.voting.domain.tally.pb.rule import RULE
from services.voting.domain.tally.pb.votes import Votes
from services.voting.domain.tally.rule import STRETCH_PERCENT, ScoreOrder
from services.voting.domain.tally.rule_names import rule_named
from services.voting.domain.tally.rules.scores import scores

Flags = NDArray[np.bool_]

_A_WHOLE = 100
_WITH_SUMS = (Method.POINTS, Method.ALLOCATION, Method.SCORE)


def beyond_limits(meta: Meta, instance: Instance, votes: Votes) -> tuple[int, ...]:
    """The places in the profile of ballots that break the paper's limits, each limit with a warning."""
    broken = np.zeros(len(votes.lines), dtype=np.bool_)
    for text, breaks in _broken(meta, instance, votes):
        people = int(votes.profile.weights[breaks].sum())
        if people:
            first = int(np.flatnonzero(breaks)[0])
            meta.notes.warn(votes.lines[first], f"{text}; it counts all the same", people)
        broken |= breaks
    return tuple(np.flatnonzero(broken).tolist())


def within_limits(file: PabulibFile) -> Profile:
    """The profile without the ballots that break the paper's limits."""
    profile = file.profile
    kept = np.ones(len(profile.weights), dtype=np.bool_)
    kept[list(file.beyond_limits)] = False
    lengths = np.diff(profile.starts)
    stays = np.repeat(kept, lengths)
    return replace(
        profile,
        weights=profile.weights[kept],
        starts=np.concatenate(([0], np.cumsum(lengths[kept]))),
        choices=profile.choices[stays],
        marks=None if profile.marks is None else profile.marks[stays],
    )


def _broken(meta: Meta, instance: Instance, votes: Votes) -> Iterator[tuple[str, Flags]]:
    profile = votes.profile
    lengths = np.diff(profile.starts)
    has_any = lengths > 0  # an empty ballot is always allowed
    if (fewest := _limit(meta, "min_length")) is not None:
        yield f"a ballot names fewer projects than min_length, {_said(fewest)}", has_any & _less(lengths, fewest, 0)
    if (most := _limit(meta, "max_length")) is not None:
        yield f"a ballot names more projects than max_length, {_said(most)}", _more(lengths, most, 0)
    if meta.values["vote_type"] == "choose-1":
        yield "a ballot names more than one project, though vote_type is choose-1", _more(lengths, (1, 0), 0)
    costs = np.array([project.cost for project in instance.projects] or [0], dtype=object)
    spent = _sums(costs[profile.choices], profile.starts)
    if (least := _limit(meta, "min_sum_cost")) is not None:
        few = has_any & _less(spent, least, instance.digits)
        yield f"a ballot's projects cost less than min_sum_cost, {_said(least)}", few
    if (most := _limit(meta, "max_sum_cost")) is not None:
        yield f"a ballot's projects cost more than max_sum_cost, {_said(most)}", _more(spent, most, instance.digits)
    if papers := meta.values.get(PAPERS):
        yield from _broken_papers(meta, named_of_papers(papers, instance, profile))
    if profile.method in _WITH_SUMS and profile.marks is not None:
        yield from _broken_sums(meta, votes, has_any)


def _broken_papers(meta: Meta, named: NDArray[np.int64]) -> Iterator[tuple[str, Flags]]:
    yield from ballots_of_two_papers(named)
    for key, counts in ((MAX_IN_AREA, named[:, :-1].sum(axis=1)), (MAX_CITYWIDE, named[:, -1])):
        if (most := _limit(meta, key)) is not None:
            yield f"a ballot names more projects than {key}, {_said(most)}", _more(counts, most, 0)


def _broken_sums(meta: Meta, votes: Votes, has_any: Flags) -> Iterator[tuple[str, Flags]]:
    profile = votes.profile
    assert profile.marks is not None
    total = _sums(profile.marks.astype(object), profile.starts)
    if (least := _limit(meta, "min_sum_points")) is not None:
        few = has_any & _less(total, least, profile.mark_digits)
        yield f"a ballot gives fewer points in all than min_sum_points, {_said(least)}", few
    if (most := _limit(meta, "max_sum_points")) is not None:
        yield (
            f"a ballot gives more points in all than max_sum_points, {_said(most)}",
            _more(total, most, profile.mark_digits),
        )
    if (least := _limit(meta, "min_points")) is not None:
        under = _sums(_less(profile.marks, least, profile.mark_digits).astype(object), profile.starts)
        yield f"a ballot gives a project fewer points than min_points, {_said(least)}", (under > 0).astype(np.bool_)
    if (most := _limit(meta, "max_points")) is not None:
        over = _sums(_more(profile.marks, most, profile.mark_digits).astype(object), profile.starts)
        yield f"a ballot gives a project more points than max_points, {_said(most)}", (over > 0).astype(np.bool_)


def _limit(meta: Meta, key: str) -> Amount | None:
    """A limit of the paper. The count does not need it, so one that cannot be read is passed over, but said."""
    text = meta.values.get(key)
    if not text:
        return None
    amount = read_amount(text, meta.decimals, meta.currency)
    if not isinstance(amount, str) and amount[0] < 0 and key != "min_points" and meta.values["vote_type"] != "scoring":
        amount = f"{text[:40]} is below zero; write a number from zero up, or remove the line"
    if isinstance(amount, str):
        meta.notes.warn(meta.lines[key], f"{key}: {amount}; no ballot was held against it")
        return None
    return amount


def say_limits_that_contradict(meta: Meta) -> None:
    """Warns of a least that is more than the most: no ballot can keep within both."""
    for what in ("length", "sum_cost", "points", "sum_points"):
        least, most = _limit(meta, f"min_{what}"), _limit(meta, f"max_{what}")
        if least and most and least[0] * 10 ** most[1] > most[0] * 10 ** least[1]:
            told = f"min_{what} {_said(least)} is more than max_{what} {_said(most)}; no ballot can keep within both"
            meta.notes.warn(meta.lines[f"min_{what}"], told)


def _sums(values: NDArray[np.object_], starts: Ints) -> NDArray[np.object_]:
    running = np.concatenate((np.zeros(1, dtype=object), np.cumsum(values)))
    sums: NDArray[np.object_] = running[starts[1:]] - running[starts[:-1]]
    return sums


def _more(values: NDArray[np.generic], limit: Amount, digits: int) -> Flags:
    above: Flags = (values.astype(object) * 10 ** limit[1] > limit[0] * 10**digits).astype(np.bool_)
    return above


def _less(values: NDArray[np.generic], limit: Amount, digits: int) -> Flags:
    below: Flags = (values.astype(object) * 10 ** limit[1] < limit[0] * 10**digits).astype(np.bool_)
    return below


def _said(amount: Amount) -> str:
    return format_amount(*amount)


def compare_totals(paper: Paper, instance: Instance, votes: Votes, meta: Meta) -> None:
    """Warns where the columns votes and score differ from what the ballots come to."""
    profile = votes.profile
    named = np.bincount(
        profile.choices, weights=np.repeat(profile.weights, np.diff(profile.starts)), minlength=profile.projects
    )
    found = {"votes": [(int(people), 0) for people in named]}
    found["score"] = [(int(score), profile.mark_digits) for score in scores(profile)]
    for column, said in paper.totals.items():
        places = {id_: place for place, id_ in enumerate(instance.ids)}
        wrong = [
            id_
            for id_, text in said.items()
            if not _is_same(text, found[column][places[id_]])
            and not _is_same(text, _with_paper(found[column][places[id_]], instance.paper_totals.get(id_, 0)))
        ]
        if wrong:
            first = wrong[0]
            counted = format_amount(*found[column][places[first]])
            more = len(wrong) - 1
            others = f", and {more} more {'differs' if more == 1 else 'differ'}" if more else ""
            told = f"the column {column} says {said[first][:40]} for project {first!r}, the ballots {counted}{others}"
            meta.notes.warn(paper.lines[first], told)


def _with_paper(found: Amount, on_paper: int) -> Amount:
    return found[0] + on_paper, found[1]  # only where voters tick, so that nothing has decimals


def _is_same(text: str, found: Amount) -> bool:
    said = parse_amount(text)
    return said is not None and said[0] * 10 ** found[1] == found[0] * 10 ** said[1]


def compare_selected(paper: Paper, instance: Instance, meta: Meta) -> None:
    """Warns where what the city funded costs more than the budget that the file names, unless its rule has it so."""
    costs = [project.cost for project in instance.projects if project.id in paper.selected]
    spent = sum(costs)
    if paper.says_selected and spent > instance.budget + _most_beyond(meta, max(costs, default=0)):
        spent_, budget = (format_amount(amount, instance.digits) for amount in (spent, instance.budget))
        told = f"the budget is {budget}, but the projects that the city funded cost {spent_}"
        meta.notes.warn(meta.lines["budget"], told)


def _most_beyond(meta: Meta, dearest: int) -> int:
    """How far beyond the budget what is funded may cost by the file's rule: one project is not paid for whole.

    Where a part is funded, the file names its whole cost.
    """
    rule = rule_named(meta.values.get(RULE, ""))
    if isinstance(rule, ScoreOrder) and rule.part:
        return dearest
    is_stretched = isinstance(rule, ScoreOrder) and rule.stretch
    return dearest * (_A_WHOLE - STRETCH_PERCENT) // _A_WHOLE if is_stretched else 0
