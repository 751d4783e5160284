"""Was every ballot taken once? Each function names the anomalies that it finds in a voting day."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.faults.history.records import NEVER, Attempt, Choices, Sealed, VotingDay

Check = Callable[[VotingDay], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Ballot:
    """All sendings of what one voter once meant to cast."""

    voter: str
    choices: Choices
    attempts: tuple[Attempt, ...]

    @property
    def begun_at(self) -> float:
        return min(one.sent_at for one in self.attempts)

    @property
    def done_at(self) -> float:
        return min((one.answered_at for one in self.attempts if one.is_acknowledged), default=NEVER)

    @property
    def receipts(self) -> set[str]:
        return {one.receipt for one in self.attempts if one.is_acknowledged}

    @property
    def may_be_in_the_box(self) -> bool:
        return any(one.is_acknowledged or one.is_in_doubt for one in self.attempts)


def ballots_of(attempts: Sequence[Attempt]) -> list[Ballot]:
    """What each voter meant to cast."""
    together: dict[tuple[str, Choices], list[Attempt]] = defaultdict(list)
    for one in attempts:
        together[one.voter, one.choices].append(one)
    return [Ballot(voter, choices, tuple(sent)) for (voter, choices), sent in together.items()]


def lost(day: VotingDay) -> Iterator[str]:
    """An acknowledged ballot is in the box, under its receipt and with its choices."""
    there = {one.receipt: one.choices for one in day.box}
    for one in day.attempts:
        if one.is_acknowledged and one.receipt not in there:
            yield f"lost: {one.voter} was given {one.receipt}, which is not in the box"
        elif one.is_acknowledged and there[one.receipt] != one.choices:
            yield f"changed: {one.voter} cast {one.choices}, and the box has {there[one.receipt]} for {one.receipt}"


def doubled(day: VotingDay) -> Iterator[str]:
    """Nothing is in the box twice, whether it was acknowledged or not."""
    for choices, times in Counter(one.choices for one in day.box).items():
        if times > 1:
            yield f"doubled: {choices} is in the box {times} times"
    for receipt, times in Counter(one.receipt for one in day.box).items():
        if times > 1:
            yield f"doubled: the receipt {receipt} is in the box {times} times"


def invented(day: VotingDay) -> Iterator[str]:
    """Nothing is in the box that nobody sent, or that was refused."""
    sent = {ballot.choices: ballot for ballot in ballots_of(day.attempts)}
    for one in day.box:
        if one.choices not in sent:
            yield f"invented: {one.choices} is in the box, and nobody sent it"
        elif not sent[one.choices].may_be_in_the_box:
            yield f"invented: {one.choices} is in the box, and it was refused"


def answered_otherwise(day: VotingDay) -> Iterator[str]:
    """Whoever sends the same again gets the first receipt; nobody else gets it."""
    owners: dict[str, str] = {}
    for ballot in ballots_of(day.attempts):
        if len(ballot.receipts) > 1:
            yield f"answered otherwise: {ballot.voter} sent {ballot.choices} again and has {sorted(ballot.receipts)}"
        for receipt in ballot.receipts:
            if owners.setdefault(receipt, ballot.voter) != ballot.voter:
                yield f"given twice: {receipt} went to {owners[receipt]} and to {ballot.voter}"


def not_one_in_force(day: VotingDay) -> Iterator[str]:
    """Of a voter's ballots one is in force, and one that no later acknowledged one should have replaced."""
    boxed = {one.choices: one for one in day.box}
    for voter, ballots in _by_voter(day).items():
        there = [ballot for ballot in ballots if ballot.choices in boxed]
        in_force = [ballot for ballot in there if not boxed[ballot.choices].was_replaced]
        if there and len(in_force) != 1:
            yield f"not one in force: {voter} has {len(in_force)} of {len(there)} ballots in force"
        if len(there) > 1 and not day.may_replace:
            yield f"replaced: {voter} has {len(there)} ballots in a poll where none is replaced"
        for ballot in in_force:
            yield from _outdated(ballot, there)


def _outdated(in_force: Ballot, others: Sequence[Ballot]) -> Iterator[str]:
    for other in others:
        if other.receipts and other.begun_at > in_force.done_at:
            yield f"out of order: {in_force.voter}'s {in_force.choices} is in force, {other.choices} was cast after it"


def _by_voter(day: VotingDay) -> Mapping[str, list[Ballot]]:
    found: dict[str, list[Ballot]] = defaultdict(list)
    for ballot in ballots_of(day.attempts):
        found[ballot.voter].append(ballot)
    return found


def receipts_unknown(day: VotingDay) -> Iterator[str]:
    """Every receipt that was given out is answered for: as counted, or as replaced, as the box has it."""
    replaced = {one.receipt: one.was_replaced for one in day.box}
    for receipt in sorted({one.receipt for one in day.attempts if one.is_acknowledged}):
        expected = "replaced" if replaced.get(receipt) else "counted"
        if day.receipts.get(receipt) != expected:
            yield f"receipt unknown: {receipt} is answered with {day.receipts.get(receipt)}, expected {expected}"


def counted_otherwise(day: VotingDay) -> Iterator[str]:
    """Everybody who says how many voted, and for what, says what is in the box."""
    in_force = [one for one in day.box if not one.was_replaced]
    for who, number in day.counted.items():
        if number != len(in_force):
            yield f"counted otherwise: {who} says {number} ballots, and {len(in_force)} are in force"
    support = _support(in_force)
    if day.counted and {number: many for number, many in day.support.items() if many} != support:
        yield f"counted otherwise: the outcome gives {dict(day.support)}, the box {dict(support)}"


def _support(in_force: Sequence[Sealed]) -> Mapping[int, int]:
    return Counter(number for one in in_force for number in one.choices)


def keys_left(day: VotingDay) -> Iterator[str]:
    """When the poll has closed nothing links a person to a ballot any more."""
    yield from (f"key left: {what}" for what in day.keys_left)


CHECKS: tuple[Check, ...] = (
    lost,
    doubled,
    invented,
    answered_otherwise,
    not_one_in_force,
    receipts_unknown,
    counted_otherwise,
    keys_left,
)


def anomalies_of(day: VotingDay) -> list[str]:
    """Everything that must not be."""
    return [found for check in CHECKS for found in check(day)]
