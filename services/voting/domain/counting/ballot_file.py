"""A counted poll as a Pabulib file, so that anyone can count again."""

from collections.abc import Collection
from dataclasses import replace

from libs.shared.kernel.money import minor_digits
from libs.shared.kernel.spreadsheets import as_text
from services.voting.domain import tally
from services.voting.domain.casting.ballot import Ballot
from services.voting.domain.casting.kinds import KINDS
from services.voting.domain.counting.announcement import Published
from services.voting.domain.counting.counting import CHAINS, instance_of, people_in, profile_of, rule_of
from services.voting.domain.polls.poll import Poll
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.pb.decimals import format_amount
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.keys import REHEARSAL
from services.voting.domain.tally.pb.papers import MAX_CITYWIDE, MAX_IN_AREA, PAPERS
from services.voting.domain.tally.pb.rule import QUORUM, rule_lines
from services.voting.domain.tally.pb.write import write_pb

_NOT_REAL = "REHEARSAL, NOT A VOTE: "


def pb_of(poll: Poll, round_name: str, outcome: Published, ballots: Collection[tuple[Ballot, int]]) -> bytes:
    """The file. Voters are numbered in the order of what they chose, so a number says nothing of a person.

    Args:
        poll: The announced poll.
        round_name: The round's name, the file's ``unit``.
        outcome: What was published of the count.
        ballots: Each distinct ballot, and how many people cast it.
    """
    official = frozenset(str(project["number"]) for project in outcome["projects"] if project["is_funded"])
    meta = _meta(poll, round_name)
    paper = _shown(instance_of(poll, people_in(ballots)))
    file = PabulibFile(meta, paper, profile_of(poll, ballots), official)
    return write_pb(_by_channel(poll, file, ballots)).encode()


def _by_channel(poll: Poll, file: PabulibFile, ballots: Collection[tuple[Ballot, int]]) -> PabulibFile:
    """The file with the channels that count differently, each of at least fifty ballots; else it names none."""
    if len(poll.weighing) <= 1:
        return file
    channels = {}
    for one in poll.weighing:
        of_it = [(ballot, people if ballot.weight == one.weight else 0) for ballot, people in ballots]
        channels[one.name] = profile_of(poll, [(replace(ballot, weight=1), people) for ballot, people in of_it]).weights
    weights = {one.name: one.weight for one in poll.weighing if one.weight != 1}
    return replace(file, channels=channels, weights=weights)


def _shown(instance: Instance) -> Instance:
    """The paper with titles that no spreadsheet takes for formulas: people open the file in one."""
    return replace(instance, projects=tuple(replace(one, name=as_text(one.name)) for one in instance.projects))


def _meta(poll: Poll, round_name: str) -> dict[str, str]:
    terms, limits = poll.terms, poll.terms.limits
    meta = {
        "description": as_text(f"{_NOT_REAL}{terms.name}" if poll.is_rehearsal else terms.name),
        "country": "unknown",  # the format demands one, and the platform knows none
        "unit": as_text(round_name),
        "instance": str(poll.poll_id),
        "currency": poll.fund.currency,
        "date_begin": f"{terms.opens_at:%d.%m.%Y}",
        "date_end": f"{terms.closes_at:%d.%m.%Y}",
        "min_length": str(limits.min_choices),
        "max_length": str(limits.max_choices),
    }
    equals = tally.TieOrder(CHAINS[terms.equals])
    meta |= rule_lines(rule_of(poll), tally.Method(terms.method), poll.lot_seed or "", equals)
    quorum = {QUORUM: str(terms.quorum)} if terms.quorum else {}
    rehearsal = {REHEARSAL: "yes"} if poll.is_rehearsal else {}
    return meta | rehearsal | quorum | _papers(poll) | _limits_of_marks(poll)


def _papers(poll: Poll) -> dict[str, str]:
    """Where each area has a paper: the numbers on each, and how many of them, and of the others, a ballot may name."""
    papers, limits = poll.papers.values(), poll.terms.limits
    if not papers:
        return {}
    bounds = {MAX_IN_AREA: limits.max_in_area, MAX_CITYWIDE: limits.max_citywide}
    groups = "|".join(",".join(str(line.number) for line in paper) for paper in papers)
    return {PAPERS: groups} | {name: str(bound) for name, bound in bounds.items() if bound is not None}


def _limits_of_marks(poll: Poll) -> dict[str, str]:
    """What a ballot of the method may hold beyond so many projects, in the file's words."""
    limits = poll.terms.limits
    if poll.terms.method == "knapsack":
        return {"max_sum_cost": format_amount(poll.purse_cents, minor_digits(poll.fund.currency))}
    if KINDS[poll.terms.method].handed_in_as != "points":
        return {}
    said = {"min_points": limits.min_points_each, "max_points": limits.max_points_each}
    said |= {"max_sum_points": limits.max_points}
    return {name: str(limit) for name, limit in said.items() if limit is not None}
