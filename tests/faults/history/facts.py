"""Did every fact reach everyone once, and in order? Each function names the anomalies that it finds."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tests.faults.history.records import Fact, Submission


def journal_anomalies(source: str, journal: Sequence[Fact]) -> Iterator[str]:
    """Positions have no gap, no double, and for each key the order in which it was written."""
    waiting = [fact.event_id for fact in journal if fact.position is None]
    if waiting:
        yield f"{source}: {len(waiting)} facts never got a position"
    given = sorted(fact.position for fact in journal if fact.position is not None)
    if given != list(range(1, len(given) + 1)):
        yield f"{source}: the positions are not 1 to {len(given)}"
    if len({fact.event_id for fact in journal}) != len(journal):
        yield f"{source}: an event is in the journal twice"
    for key, facts in _by_key(sorted(journal, key=lambda fact: fact.sequence)).items():
        positions = [fact.position or 0 for fact in facts]
        if positions != sorted(positions):
            yield f"{source}: positions of {key} are not in the order of writing: {positions}"


def carrier_anomalies(source: str, journal: Sequence[Fact], carried: Sequence[Fact], carrier: str) -> Iterator[str]:
    """The feed, or the topic, has all facts and no other, for each key in the journal's order.

    A topic may have one again: what a relay published and could not mark before it was killed.
    """
    written, there = {fact.event_id for fact in journal}, {fact.event_id for fact in carried}
    if written - there:
        yield f"{source}: {len(written - there)} facts are not in the {carrier}"
    if there - written:
        yield f"{source}: {len(there - written)} facts in the {carrier} are not in the journal"
    for key, facts in _by_key(_first_times(carried)).items():
        positions = [fact.position or 0 for fact in facts]
        if positions != sorted(positions):
            yield f"{source}: the {carrier} has {key} out of order: {positions}"


def feed_repeats(source: str, carried: Sequence[Fact]) -> Iterator[str]:
    """A feed gives nothing twice."""
    again = [event for event, times in Counter(fact.event_id for fact in carried).items() if times > 1]
    if again:
        yield f"{source}: the feed gives {len(again)} facts twice"


def hearing_anomalies(
    listener: str, source: str, journal: Sequence[Fact], heard: Mapping[int, tuple[int, str]]
) -> Iterator[str]:
    """In every lane the listener has come to the last fact, and it is that very fact."""
    last: dict[int, Fact] = {}
    for fact in sorted(journal, key=lambda fact: fact.position or 0):
        last[fact.lane] = fact
    for lane, fact in last.items():
        position, event_id = heard.get(lane, (0, ""))
        if position != fact.position:
            yield f"{listener}: heard {source} up to {position} of {fact.position} in lane {lane}"
        elif event_id and event_id != fact.event_id:
            yield f"{listener}: heard another fact at {position} of {source}"


def submission_anomalies(kind: str, sent: Sequence[Submission], there: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What was acknowledged is there once, under its name; what nobody sent is not; what is in doubt at most once."""
    by_words: dict[str, list[str]] = defaultdict(list)
    for words, name in there:
        by_words[words].append(name)
    known = {one.words: one for one in sent}
    for words, names in by_words.items():
        if len(names) > 1:
            yield f"{kind} doubled: {words} is there as {names}"
        if words not in known or (known[words].was_refused and not known[words].acknowledged_as):
            yield f"{kind} invented: {words}"
    for one in sent:
        if one.acknowledged_as and one.acknowledged_as not in by_words.get(one.words, ()):
            yield f"{kind} lost: {one.words}, acknowledged as {one.acknowledged_as}"


def view_anomalies(view: str, shown: Mapping[str, int], stands: Mapping[str, int]) -> Iterator[str]:
    """A view that was built of events says what the service says that they are about."""
    if {name: many for name, many in shown.items() if many} != {name: many for name, many in stands.items() if many}:
        yield f"{view}: the view says {dict(shown)}, the service {dict(stands)}"


def _by_key(facts: Sequence[Fact]) -> Mapping[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.key].append(fact)
    return found


def _first_times(facts: Sequence[Fact]) -> list[Fact]:
    return list({fact.event_id: fact for fact in reversed(facts)}.values())[::-1]
