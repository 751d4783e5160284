"""One ballot as it is written, read as choices and marks."""

from collections.abc import Callable, Mapping

from services.voting.domain.tally.pb.amounts import read_number, why_no_number
from services.voting.domain.tally.pb.notes import Notes, so_many
from services.voting.domain.tally.pb.spelling import Spelling

MOST = 10**9

Written = tuple[str, str]
Ballot = tuple[tuple[int, ...], tuple[int, ...]]


def names_in(vote: str) -> list[str]:
    """The project ids of a vote as written, without the empty places between commas."""
    return [name for part in vote.split(",") if (name := part.strip())]


class Reader:
    """Reads ballots of one vote type.

    What has one sensible reading is read and warned of; what has none is a mistake, and the ballot None.

    Args:
        notes: Where to say so.
        position: Of each project, by its id.
        kind: The ``vote_type``.
        digits: How many decimals a mark has.
        longest: Rankings only: the points of a first place.
        default: Scoring only: what a project is given that the vote does not name.
        below_zero: Cumulative only: whether points may be less than nothing.
    """

    def __init__(
        self,
        notes: Notes,
        position: Mapping[str, int],
        kind: str,
        digits: int,
        *,
        longest: int,
        default: int,
        below_zero: bool,
    ) -> None:
        self._notes, self._position, self.digits, self.longest = notes, position, digits, longest
        self._spelling, self._default, self._below_zero = Spelling(position), default, below_zero
        self._line, self._people, self._is_wrong = 0, 0, False
        self._read: Callable[[Written], Ballot] = {
            "ordinal": self._ranking,
            "cumulative": self._shared_out,
            "scoring": self._grades,
        }.get(kind, self._approvals)

    def ballot(self, written: Written, line: int, people: int) -> Ballot | None:
        """The ballot, cast by so many people and first in this line."""
        self._line, self._people, self._is_wrong = line, people, False
        ballot = self._read(written)
        return None if self._is_wrong else ballot

    def _approvals(self, written: Written) -> Ballot:
        return tuple(sorted(self._choices(written[0]))), ()

    def _ranking(self, written: Written) -> Ballot:
        choices = self._choices(written[0])
        if len(choices) > self.longest:
            most = so_many(self.longest, "project")
            self._warn(f"a ballot ranks more than the {most} of max_length; those beyond do not count")
        pairs = sorted((choice, self.longest - place) for place, choice in enumerate(choices[: self.longest]))
        return tuple(choice for choice, _ in pairs), tuple(mark for _, mark in pairs)

    def _shared_out(self, written: Written) -> Ballot:
        marks: dict[int, int] = {}
        for choice, mark in self._points(written):
            if choice in marks:  # cities write two points as one and one
                self._warn("a ballot gives a project its points in parts, which are added up")
            marks[choice] = marks.get(choice, 0) + mark
            if mark < 0 and not self._below_zero:
                self._wrong("points below zero; where voters grade and do not share out, write vote_type;scoring")
        return tuple(sorted(marks)), tuple(marks[choice] for choice in sorted(marks))

    def _grades(self, written: Written) -> Ballot:
        given: dict[int, int] = {}
        for choice, mark in self._points(written):
            if choice in given and given[choice] == mark:
                self._warn("a ballot names a project twice, which counts once")
            elif choice in given:
                self._wrong("a ballot gives a project two different points; keep the one that is meant")
            given[choice] = mark
        others = dict.fromkeys(self._position.values(), self._default) if self._default else {}
        marks = others | given if self._default else {choice: given[choice] for choice in sorted(given)}
        return tuple(marks), tuple(marks.values())

    def _points(self, written: Written) -> list[tuple[int, int]]:
        names, texts = written[0].split(","), written[1].split(",")
        pairs = [(name, text) for name, text in zip(names, texts, strict=False) if name.strip() or text.strip()]
        if len(names_in(written[0])) != len(pairs) or len(names_in(written[1])) != len(pairs):
            named, given = (len(names_in(part)) for part in written)
            counts = f"{so_many(named, 'project')} but {so_many(given, 'point')}"
            self._wrong(f"{counts}; give each project its points, in the same order")
            return []
        return [(self._place(name.strip()), self._mark(text)) for name, text in pairs]

    def _mark(self, text: str) -> int:
        amount = read_number(text)
        if amount is None:
            self._wrong(f"points: {why_no_number(text)}")
            return 0
        mark = amount[0] * int(10 ** (self.digits - amount[1]))
        if abs(mark) > MOST:
            self._wrong(f"points are beyond counting: {text[:40]!r}")
        return mark

    def _choices(self, vote: str) -> list[int]:
        """The projects named, each once, in the vote's order."""
        names = names_in(vote)
        if vote.count(",") >= max(len(names), 1):
            self._warn("a ballot has an empty place between commas, which names nothing")
        choices = [self._place(name) for name in names]
        once = list(dict.fromkeys(choices))
        if len(once) != len(choices) and not self._is_wrong:
            self._warn("a ballot names a project twice, which counts once")
            return once
        return choices

    def _place(self, name: str) -> int:
        place = self._spelling.exactly(name)
        if place is None:
            place = self._spelling.about(name)
            if place is None:
                return self._unknown(name)
            id_ = next(id_ for id_, at in self._position.items() if at == place)
            told = f"a ballot spells a project's id in another way than PROJECTS; {name[:40]!r} is read as {id_[:40]!r}"
            self._notes.warn(self._line, told, self._people, kind="spelling")
        return place

    def _unknown(self, name: str) -> int:
        advice = "add it to PROJECTS, or take it off the ballot"
        if parts := self._spelling.parted(name):
            advice = f"with commas it would be {','.join(parts)[:40]}"
        self._wrong(f"a vote for an unknown project {name[:40]!r}; {advice}")
        return -1

    def _warn(self, text: str) -> None:
        self._notes.warn(self._line, text, self._people)

    def _wrong(self, text: str) -> None:
        self._notes.mistake(self._line, text, self._people)
        self._is_wrong = True
