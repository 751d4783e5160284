"""The VOTES section: the same vote is read once, however often it was cast."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.paper.profile import Ints, Profile
from services.voting.domain.tally.pb.amounts import read_number
from services.voting.domain.tally.pb.channels import COLUMN, ByChannel
from services.voting.domain.tally.pb.marks import MOST, Ballot, Reader, Written, names_in
from services.voting.domain.tally.pb.meta import Meta
from services.voting.domain.tally.pb.notes import so_many
from services.voting.domain.tally.pb.rows import Rows
from services.voting.domain.tally.pb.vote_types import vote_type

_WITH_POINTS = ("cumulative", "scoring")
_HUNDRED = 100

_Groups = dict[Ballot, int]


@dataclass(frozen=True, slots=True)
class Votes:
    """The profile, of each of its ballots the line where it stands first, and how many the section has.

    ``channels`` says by channel how many people cast each ballot, if the file does.
    """

    profile: Profile
    lines: tuple[int, ...]
    ballots: int
    channels: Mapping[str, Ints] = field(default_factory=dict)


@dataclass(slots=True)
class _Cast:
    people: dict[Written, int] = field(default_factory=dict)
    lines: dict[Written, int] = field(default_factory=dict)
    by_channel: ByChannel = field(default_factory=ByChannel)


def read_votes(rows: Rows, meta: Meta, position: Mapping[str, int]) -> Votes:
    """The VOTES section, which is the rest of the file."""
    rows.ballots = 1
    kind = vote_type(meta)
    cast = _cast(rows, with_points=kind in _WITH_POINTS)
    read = _reader(rows, meta, position, kind, cast)
    groups, lines, ballots = _Groups(), dict[Ballot, int](), dict[Written, Ballot]()
    for written, people in cast.people.items():
        ballot = read.ballot(written, cast.lines[written], people)
        if ballot is not None:
            ballots[written] = ballot
            groups[ballot] = groups.get(ballot, 0) + people
            lines.setdefault(ballot, cast.lines[written])
    method = _method(kind, meta, groups)
    marked = {"mark_digits": read.digits, "longest": read.longest} if method.has_marks else {}
    profile = Profile.of_groups(method, len(position), groups, **marked)
    channels = cast.by_channel.of_ballots(ballots, {ballot: place for place, ballot in enumerate(groups)})
    return Votes(profile, tuple(lines.values()), sum(cast.people.values()), channels)


def _reader(rows: Rows, meta: Meta, position: Mapping[str, int], kind: str, cast: _Cast) -> Reader:
    if kind != "scoring" and meta.values.get("default_score"):
        meta.notes.warn(meta.lines["default_score"], f"default_score has no use where vote_type is {kind}")
    default = (meta.number("default_score") if kind == "scoring" else None) or (0, 0)
    if default[0] and len(cast.people) * len(position) > MOST // 10:
        raise rows.notes.stop(meta.lines["default_score"], "default_score fills more places than can be counted")
    digits = max([default[1], *(_digits(points) for _, points in cast.people)])
    filled = default[0] * 10 ** (digits - default[1])
    allowed = meta.number("min_points") if kind == "cumulative" else None
    below_zero = allowed is not None and allowed[0] < 0
    longest = _longest(meta, kind, cast)
    return Reader(rows.notes, position, kind, digits, longest=longest, default=filled, below_zero=below_zero)


def _longest(meta: Meta, kind: str, cast: _Cast) -> int:
    """How many places a ranking has: the first gets so many points."""
    if kind != "ordinal":
        return 0
    said = meta.whole("max_length") or 0
    if said > MOST:
        raise meta.notes.stop(meta.lines["max_length"], "max_length is beyond counting")
    if said > 0:
        return said
    longest = max((len(set(names_in(vote))) for vote, _ in cast.people), default=0)
    points = (
        f"the first place counts {so_many(longest, 'point')}, as the longest ballot names {so_many(longest, 'project')}"
    )
    missing = (
        f"max_length is {said}, which is no length" if "max_length" in meta.lines else "META does not say max_length"
    )
    meta.notes.warn(meta.lines.get("max_length", meta.lines["vote_type"]), f"{missing}: {points}")
    return longest


def _cast(rows: Rows, *, with_points: bool) -> _Cast:
    header = rows.header("VOTES")
    voter, vote, points = header.find("voter_id"), header.find("vote"), header.find("points")
    if voter is None or vote is None:
        raise rows.wrong("VOTES needs the columns voter_id and vote")
    if with_points and points is None:
        raise rows.wrong("VOTES needs the column points for this vote_type")
    seen, way = set[str](), header.find(COLUMN)
    cast = _Cast()
    for row in rows.until(None, len(header.columns)):
        _note_voter(rows, seen, row[voter].strip())
        if points is not None and not with_points and row[points].strip():
            rows.notes.warn(
                rows.line, "points have no use under this vote_type; only which projects are named counts", 1
            )
        written = row[vote], row[points] if with_points and points is not None else ""
        if written not in cast.people:
            cast.people[written], cast.lines[written] = 0, rows.line
        cast.people[written] += 1
        if way is not None:
            cast.by_channel.note(row[way], written)
    return cast


def _note_voter(rows: Rows, seen: set[str], voter: str) -> None:
    if not voter:
        rows.notes.warn(rows.line, "a ballot has no voter_id; each line is taken for one person's", 1)
    elif voter in seen:
        told = f"there is a second vote of {voter[:40]!r}; give each ballot a voter_id of its own"
        rows.notes.mistake(rows.line, told, 1)
    seen.add(voter)


def _digits(points: str) -> int:
    if points.isascii() and "." not in points:
        return 0
    return max((amount[1] for amount in map(read_number, points.split(",")) if amount), default=0)


def _method(kind: str, meta: Meta, groups: _Groups) -> Method:
    if kind == "ordinal":
        return Method.RANKING
    if kind == "cumulative":
        exact = _is_hundred(meta, "min_sum_points") and _is_hundred(meta, "max_sum_points")
        return Method.ALLOCATION if exact else Method.POINTS
    if kind == "scoring":
        signed = all(mark in (-1, 1) for _, marks in groups for mark in marks)
        return Method.FOR_AND_AGAINST if signed else Method.SCORE
    return Method.KNAPSACK if meta.values.get("max_sum_cost") else Method.APPROVAL


def _is_hundred(meta: Meta, key: str) -> bool:
    amount = read_number(meta.values.get(key, ""))
    return amount is not None and amount[0] == _HUNDRED * 10 ** amount[1]
