"""What a council may rule beforehand of a file: each ruling that is asked for replaces what the file says of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from services.voting.domain.counting.file_errors import RulingDoesNotFit
from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.lots import TieKey, TieOrder, draw_lots
from services.voting.domain.tally.paper.channels import MOST_WEIGHT
from services.voting.domain.tally.paper.instance import BudgetShare, Instance
from services.voting.domain.tally.pb.amounts import read_amount, scaled
from services.voting.domain.tally.pb.channels import as_channel, read_weight, weighed
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.rule import SEED, ties_of

_SHOWN, _MOST_LISTED = 60, 20


@dataclass(frozen=True, slots=True)
class Rulings:
    """What is ruled, as it is typed. An empty one is as the file says.

    Args:
        conflict: Groups of projects that exclude each other, as ``4,7``.
        guarantee: What is guaranteed to areas, as ``North=1000``.
        at_most: What areas or categories get at most, as ``parks=500``.
        weight: How many ballots one of a channel counts as, as ``paper=2``.
        ties: The order among equals, as ``cost-asc,lot:SEED``.
    """

    conflict: Sequence[str] = ()
    guarantee: Sequence[str] = ()
    at_most: Sequence[str] = ()
    weight: Sequence[str] = ()
    ties: str = ""

    def of(self, file: PabulibFile) -> PabulibFile:
        """The file so ruled.

        Raises:
            RulingDoesNotFit: if one cannot be read, names what the file does not know, or contradicts another.
        """
        instance = file.instance
        try:
            if self.conflict:
                instance = replace(instance, conflicts=tuple(_group(instance, group) for group in self.conflict))
            if self.at_most:
                instance = replace(instance, shares=tuple(_money(file, "at_most", share) for share in self.at_most))
            if self.guarantee:
                pots = tuple(_money(file, "guarantee", pot) for pot in self.guarantee)
                instance = replace(instance, guaranteed=pots)
        except InstanceIsInconsistent as error:
            raise RulingDoesNotFit("guarantee", "contradiction", "", error.reason) from None
        ruled = replace(file, instance=instance)
        return weighed(ruled, dict(_weights(file, self.weight))) if self.weight else ruled

    def order(self, file: PabulibFile) -> TieOrder:
        """The order among equals.

        Raises:
            RulingDoesNotFit: if it cannot be read, or names a lot without a seed.
        """
        return _order(file, self.ties) if self.ties else ties_of(file)


def _group(instance: Instance, text: str) -> frozenset[str]:
    group = frozenset(id_.strip() for id_ in text.split(",") if id_.strip())
    if unknown := sorted(group - {*instance.ids}):
        told = f"names the project {unknown[0][:_SHOWN]!r}, which the file does not have"
        raise RulingDoesNotFit("conflict", "unknown-project", unknown[0][:_SHOWN], told)
    if len(group) == 1:
        told = f"{text[:_SHOWN]} names one project alone; name those that exclude each other"
        raise RulingDoesNotFit("conflict", "one-alone", text[:_SHOWN], told)
    return group


def _money(file: PabulibFile, ruling: str, text: str) -> BudgetShare:
    name, found, written = _parted(text)
    amount = read_amount(written)
    if not found or isinstance(amount, str) or amount[0] < 0 or amount[1] > file.instance.digits:
        told = f"{text[:_SHOWN]} says no name with its money, no finer than the costs: North=1000"
        raise RulingDoesNotFit(ruling, "no-money", text[:_SHOWN], told)
    projects = _inside(file.instance, ruling, name)
    return BudgetShare(name, projects, scaled(amount, file.instance.digits))


def _inside(instance: Instance, ruling: str, name: str) -> frozenset[str]:
    found = frozenset(p.id for p in instance.projects if p.area == name)
    if not found and ruling == "at_most":
        found = frozenset(p.id for p in instance.projects if name in p.categories)
    if not found:
        known = _listed(project.area for project in instance.projects)
        told = f"{name[:_SHOWN]}: no project of the file stands in {name[:_SHOWN]!r}; it has {known or 'no areas'}"
        raise RulingDoesNotFit(ruling, "unknown-place", name[:_SHOWN], told, known)
    return found


def _weights(file: PabulibFile, rulings: Iterable[str]) -> Iterator[tuple[str, int]]:
    named: set[str] = set()
    for text in rulings:
        name, found, written = _parted(text)
        channel, weight = as_channel(name), read_weight(written)
        if not found or weight is None or channel in named:
            told = f"{text[:_SHOWN]} names no channel, once, with a whole number from 1 to {MOST_WEIGHT}: paper=2"
            raise RulingDoesNotFit("weight", "no-weight", text[:_SHOWN], told)
        if channel not in file.channels:
            known = _listed(file.channels) or "no channels (its ballots have no column voting_method)"
            told = f"{channel[:_SHOWN]}: no ballot of the file came through {channel[:_SHOWN]!r}; it has {known}"
            raise RulingDoesNotFit("weight", "unknown-channel", channel[:_SHOWN], told, _listed(file.channels))
        named.add(channel)
        yield channel, weight


def _order(file: PabulibFile, text: str) -> TieOrder:
    keys: list[TieKey] = []
    lots: tuple[str, ...] = ()
    for part in text.split(","):
        name, _, seed = part.strip().partition(":")
        key = next((key for key in get_args(TieKey) if key == name), None)
        if key is None or (seed and key != "lot"):
            said = part.strip()[:_SHOWN]
            raise RulingDoesNotFit("ties", "unknown-order", said, f"does not know {said!r}")
        if key == "lot":
            seed = seed or file.meta.get(SEED, "")
            if not seed:
                told = "lot needs the seed of the lot, as in lot:SEED: the file names none"
                raise RulingDoesNotFit("ties", "no-seed", "", told)
            lots = draw_lots(seed, file.instance.ids)
        keys.append(key)
    return TieOrder(tuple(keys), lots)


def _parted(text: str) -> tuple[str, str, str]:
    """``North=1000``, or ``North: 1000`` as a draft's form has it."""
    name, found, written = text.rpartition("=" if "=" in text else ":")
    return name.strip(), found, written.strip()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(list(dict.fromkeys(name[:_SHOWN] for name in names if name))[:_MOST_LISTED])
