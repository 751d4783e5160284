"""What a reader of a file has to say about it: warnings, with which it can be counted, and mistakes, with which not."""

from dataclasses import dataclass, field, replace

from services.voting.domain.tally.errors import FileIsNotPabulib

_MOST_MISTAKES = 20


def so_many(number: int, thing: str) -> str:
    """``1 ballot``, ``2 ballots``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say: the first line it is about, and how many ballots, if it is about ballots."""

    line: int
    text: str
    ballots: int = 0

    def __str__(self) -> str:
        """The remark as people read it."""
        of_how_many = f" ({so_many(self.ballots, 'ballot')})" if self.ballots else ""
        return f"line {self.line}: {self.text}{of_how_many}"


@dataclass(slots=True)
class Notes:
    """Gathers remarks while a file is read. The same words are said once, about the first line and all ballots."""

    _warnings: dict[str, Remark] = field(default_factory=dict)
    _mistakes: dict[str, Remark] = field(default_factory=dict)

    @property
    def warnings(self) -> tuple[Remark, ...]:
        return tuple(sorted(self._warnings.values(), key=lambda remark: remark.line))

    def warn(self, line: int, text: str, ballots: int = 0, kind: str = "") -> None:
        """The file can be counted, but whoever counts it should know this. Of a kind only the first is told."""
        _note(self._warnings, Remark(line, text, ballots), kind or text)

    def mistake(self, line: int, text: str, ballots: int = 0) -> None:
        """The file cannot be counted before this is changed. Reading goes on, to find what else must be."""
        _note(self._mistakes, Remark(line, text, ballots), text)

    def stop(self, line: int, text: str) -> FileIsNotPabulib:
        """The error to raise where reading cannot go on."""
        self.mistake(line, text)
        return self._refusal()

    def demand_none(self) -> None:
        """Nothing, if no mistake was found.

        Raises:
            FileIsNotPabulib: with all of them.
        """
        if self._mistakes:
            raise self._refusal()

    def _refusal(self) -> FileIsNotPabulib:
        found = sorted(self._mistakes.values(), key=lambda remark: remark.line)
        told = [_with_ballots(remark) for remark in found[:_MOST_MISTAKES]]
        if len(found) > _MOST_MISTAKES:
            told.append((found[_MOST_MISTAKES].line, f"here and below are {len(found) - _MOST_MISTAKES} more mistakes"))
        return FileIsNotPabulib(*told[0], further=tuple(told[1:]))


def _with_ballots(remark: Remark) -> tuple[int, str]:
    more = f" ({remark.ballots} ballots)" if remark.ballots > 1 else ""
    return remark.line, remark.text + more


def _note(remarks: dict[str, Remark], remark: Remark, kind: str) -> None:
    known = remarks.get(kind)
    if known:
        first = min(known, remark, key=lambda each: each.line)
        remark = replace(first, ballots=known.ballots + remark.ballots)
    remarks[kind] = remark
