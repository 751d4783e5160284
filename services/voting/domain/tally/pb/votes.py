"""The VOTES section: the same vote is read once, however often it was cast."""

from collections.abc import Callable, Mapping

from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.paper.profile import Profile
from services.voting.domain.tally.pb.decimals import parse_amount
from services.voting.domain.tally.pb.projects import Meta
from services.voting.domain.tally.pb.rows import Rows

_WITH_POINTS = ("cumulative", "scoring")
_TYPES = ("approval", "choose-1", "ordinal", *_WITH_POINTS)
_HUNDRED = 100
_MOST = 10**9

_Written = tuple[str, str]
_Groups = dict[tuple[tuple[int, ...], tuple[int, ...]], int]


def read_votes(rows: Rows, meta: Meta, position: Mapping[str, int]) -> Profile:
    """The profile of the VOTES section, which is the rest of the file."""
    kind = meta.values["vote_type"]
    if kind not in _TYPES:
        raise rows.wrong(f"vote_type must be one of {', '.join(_TYPES)}", meta.lines["vote_type"])
    cast, lines = _cast(rows, with_points=kind in _WITH_POINTS)
    default = (meta.number("default_score") if kind == "scoring" else None) or (0, 0)
    if default[0] and len(cast) * len(position) > _MOST // 10:
        raise rows.wrong("default_score would fill more places than can be counted", meta.lines["default_score"])
    digits = max([default[1], *(_digits(points) for _, points in cast)])
    longest = meta.whole("max_length") or max((vote.count(",") + 1 for vote, _ in cast), default=0)
    if longest > _MOST:
        raise rows.wrong("max_length is beyond counting", meta.lines["max_length"])
    read = _Reader(rows, position, kind, digits, longest, default[0] * 10 ** (digits - default[1]))
    groups: _Groups = {}
    for written, people in cast.items():
        ballot = read.ballot(written, lines[written])
        groups[ballot] = groups.get(ballot, 0) + people
    method = _method(kind, meta, groups)
    if method.has_marks:
        return Profile.of_groups(method, len(position), groups, mark_digits=digits, longest=longest)
    return Profile.of_groups(method, len(position), groups)


def _cast(rows: Rows, *, with_points: bool) -> tuple[dict[_Written, int], dict[_Written, int]]:
    header = rows.header("VOTES")
    voter, vote, points = header.find("voter_id"), header.find("vote"), header.find("points")
    if voter is None or vote is None:
        raise rows.wrong("VOTES needs the columns voter_id and vote")
    if with_points and points is None:
        raise rows.wrong("VOTES needs the column points for this vote_type")
    seen = set[str]()
    cast: dict[_Written, int] = {}
    lines: dict[_Written, int] = {}
    for row in rows.until(None, len(header.columns)):
        if row[voter] in seen:
            raise rows.wrong(f"there is a second vote of {row[voter][:40]!r}")
        seen.add(row[voter])
        written = row[vote], row[points] if with_points and points is not None else ""
        if written not in cast:
            cast[written], lines[written] = 0, rows.line
        cast[written] += 1
    return cast, lines


class _Reader:
    def __init__(
        self, rows: Rows, position: Mapping[str, int], kind: str, digits: int, longest: int, default: int
    ) -> None:
        self._rows, self._position, self._digits, self._longest = rows, position, digits, longest
        self._default = default  # what a project is given that the vote does not name
        self.ballot: Callable[[_Written, int], tuple[tuple[int, ...], tuple[int, ...]]] = {
            "ordinal": self._ranking,
            "cumulative": self._points,
            "scoring": self._grades,
        }.get(kind, self._approvals)

    def _approvals(self, written: _Written, line: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return tuple(sorted(self._choices(written[0], line))), ()

    def _ranking(self, written: _Written, line: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        choices = self._choices(written[0], line)
        if len(choices) > self._longest:
            raise self._rows.wrong(f"a vote ranks {len(choices)} projects where max_length is {self._longest}", line)
        pairs = sorted((choice, self._longest - place) for place, choice in enumerate(choices))
        return tuple(choice for choice, _ in pairs), tuple(mark for _, mark in pairs)

    def _points(self, written: _Written, line: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        choices = self._positions(written[0], line)
        texts = written[1].split(",") if written[1].strip() else []
        if len(texts) != len(choices):
            raise self._rows.wrong(f"{len(choices)} projects but {len(texts)} points", line)
        marks: dict[int, int] = {}
        for choice, text in zip(choices, texts, strict=True):  # cities write two points as one and one
            marks[choice] = marks.get(choice, 0) + self._mark(text, line)
        return tuple(sorted(marks)), tuple(marks[choice] for choice in sorted(marks))

    def _grades(self, written: _Written, line: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        choices, marks = self._points(written, line)
        if not self._default:
            return choices, marks
        given = dict.fromkeys(self._position.values(), self._default) | dict(zip(choices, marks, strict=True))
        return tuple(given), tuple(given.values())

    def _mark(self, text: str, line: int) -> int:
        amount = parse_amount(text)
        if amount is None:
            raise self._rows.wrong(f"points are not a number: {text[:40]!r}", line)
        mark = amount[0] * int(10 ** (self._digits - amount[1]))
        if abs(mark) > _MOST:
            raise self._rows.wrong(f"points are beyond counting: {text[:40]!r}", line)
        return mark

    def _choices(self, vote: str, line: int) -> list[int]:
        choices = self._positions(vote, line)
        if len(set(choices)) != len(choices):
            raise self._rows.wrong("a vote names a project twice", line)
        return choices

    def _positions(self, vote: str, line: int) -> list[int]:
        if not vote.strip():
            return []
        try:
            return [self._position[id_.strip()] for id_ in vote.split(",")]
        except KeyError as unknown:
            raise self._rows.wrong(f"a vote for an unknown project {unknown.args[0][:40]!r}", line) from None


def _digits(points: str) -> int:
    if "." not in points:
        return 0
    return max((amount[1] for amount in map(parse_amount, points.split(",")) if amount), default=0)


def _method(kind: str, meta: Meta, groups: _Groups) -> Method:
    if kind == "ordinal":
        return Method.RANKING
    if kind == "cumulative":
        exact = meta.whole("min_sum_points") == meta.whole("max_sum_points") == _HUNDRED
        return Method.ALLOCATION if exact else Method.POINTS
    if kind == "scoring":
        signed = all(mark in (-1, 1) for _, marks in groups for mark in marks)
        return Method.FOR_AND_AGAINST if signed else Method.SCORE
    return Method.KNAPSACK if meta.values.get("max_sum_cost") else Method.APPROVAL
