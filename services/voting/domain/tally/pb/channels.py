"""The channels of a file's ballots (``voting_method``), and what a ballot of each counts.

``commonpurse_channels`` names channels, ``commonpurse_weights`` for each how many ballots one of it counts as; others
count once. Both are our own lines of META: Pabulib has no word for weights.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from services.voting.domain.tally.paper.channels import MOST_CHANNELS, MOST_WEIGHT, Cast
from services.voting.domain.tally.paper.profile import Ints
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.marks import Ballot, Written
from services.voting.domain.tally.pb.meta import Meta

COLUMN = "voting_method"
CHANNELS, WEIGHTS = "commonpurse_channels", "commonpurse_weights"


@dataclass(slots=True)
class ByChannel:
    """How often each vote was written, channel by channel. Of more channels than any vote has, none is told apart."""

    people: dict[str, dict[Written, int]] = field(default_factory=dict)
    are_too_many: bool = False

    def note(self, channel: str, written: Written) -> None:
        """Take down one ballot."""
        if self.are_too_many:
            return
        same = self.people.setdefault(as_channel(channel), {})
        same[written] = same.get(written, 0) + 1
        if len(self.people) > MOST_CHANNELS:
            self.are_too_many = True
            self.people.clear()

    def of_ballots(self, ballots: Mapping[Written, Ballot], places: Mapping[Ballot, int]) -> dict[str, Ints]:
        """Of each channel how many people cast each distinct ballot, in the order of their places."""
        found = {}
        for channel, cast in self.people.items():
            people = np.zeros(len(places), np.int64)
            for written, count in cast.items():
                if written in ballots:
                    people[places[ballots[written]]] += count
            found[channel] = people
        return found


def as_channel(written: str) -> str:
    """A channel's name, as it is compared, and as a list of META can hold it."""
    return " ".join(written.replace(",", " ").split()).lower()


def read_weight(written: str) -> int | None:
    """A whole number that a ballot may count, or None."""
    text = written.strip()
    is_short = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_WEIGHT))
    return int(text) if is_short and 1 <= int(text) <= MOST_WEIGHT else None


def read_weights(meta: Meta, channels: Mapping[str, Ints]) -> dict[str, int]:
    """The weights that META names; what cannot be is noted as a mistake."""
    names, written = [as_channel(name) for name in meta.parts(CHANNELS)], meta.parts(WEIGHTS)
    weights = [read_weight(each) for each in written]
    for told, key in _mistakes(names, weights, channels):
        meta.notes.mistake(meta.lines[key], told)
        return {}
    return {name: weight for name, weight in zip(names, weights, strict=True) if weight}


def _mistakes(names: list[str], weights: list[int | None], channels: Mapping[str, Ints]) -> Iterator[tuple[str, str]]:
    if len(names) != len(weights) or None in weights:
        key = CHANNELS if names else WEIGHTS
        yield f"{WEIGHTS} needs a whole number from 1 to {MOST_WEIGHT} for each of {CHANNELS}", key
    if len({*names}) < len(names):
        yield f"{CHANNELS} names a channel twice", CHANNELS
    for name in names:
        if name not in channels:
            known = ", ".join(filter(None, channels)) or f"none, as its ballots have no column {COLUMN}"
            yield (
                f"no ballot came through the channel {name[:40]!r} that {CHANNELS} names; the file has {known}",
                CHANNELS,
            )


def weighed(file: PabulibFile, weights: Mapping[str, int]) -> PabulibFile:
    """The file with its ballots counting so; weights of one are none."""
    if not file.channels:
        return file
    cast = Cast(file.channels, {channel: weight for channel, weight in weights.items() if weight != 1})
    return replace(file, profile=cast.weighed(file.profile), weights=cast.weights)


def channel_lines(file: PabulibFile) -> dict[str, str]:
    """The lines of META from which the same weights are read again."""
    if not file.weights:
        return {}
    return {CHANNELS: ",".join(file.weights), WEIGHTS: ",".join(map(str, file.weights.values()))}
