"""What an election file rules beforehand: its rule, what areas get of the money, which projects exclude each other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from libs.shared.events.words import Method
from services.voting.domain.casting.kinds import KINDS
from services.voting.domain.tally import BoundedOverspending, EqualShares, ScoreOrder
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.rule import rule_of


@dataclass(frozen=True, slots=True)
class AreaRuling:
    """An area in which projects stand, and what the file rules of its money."""

    name: str
    guaranteed_cents: int = 0
    at_most_cents: int | None = None

    @property
    def has_money_of_its_own(self) -> bool:
        """Whether anything is ruled of it."""
        return bool(self.guaranteed_cents) or self.at_most_cents is not None


def rule_here(pb: PabulibFile, method: Method) -> ScoreOrder | EqualShares | BoundedOverspending:
    """The file's rule as polls with ballots of the method know it; score order where no poll is counted so."""
    rule = rule_of(pb)
    if isinstance(rule, EqualShares):
        shares = EqualShares(KINDS[method].gain, rule.completion, rule.min_score, rule.comparison)
        return replace(shares, integral=rule.integral, step=rule.step)
    if isinstance(rule, BoundedOverspending):
        return BoundedOverspending(KINDS[method].gain, rule.min_score)
    if isinstance(rule, ScoreOrder):
        return ScoreOrder(rule.stop, rule.min_score, stretch=rule.stretch, part=rule.part)
    return ScoreOrder(min_score=rule.min_score)


def limits_of_areas(pb: PabulibFile) -> dict[str, int]:
    """What areas get at most. A category's limit is no area's, though it may be named like one."""
    of_area = {name: frozenset(p.id for p in pb.instance.projects if p.area == name) for name in _area_names(pb)}
    return {share.name: share.limit for share in pb.instance.shares if of_area.get(share.name) == share.projects}


def _area_names(pb: PabulibFile) -> list[str]:
    return list(dict.fromkeys(project.area for project in pb.instance.projects if project.area))


def areas_of(pb: PabulibFile, cents: int) -> Iterator[AreaRuling]:
    """Those in which projects stand: what is guaranteed comes in its own order, in which it is counted."""
    at_most = limits_of_areas(pb)
    guaranteed = {pot.name: pot.limit for pot in pb.instance.guaranteed}
    for name in dict.fromkeys((*guaranteed, *_area_names(pb))):
        limit = at_most.get(name)
        yield AreaRuling(name, guaranteed.get(name, 0) * cents, None if limit is None else limit * cents)


def conflicts_of(pb: PabulibFile) -> Iterator[tuple[int, ...]]:
    """The groups of projects that exclude each other, by their numbers on our paper; one alone excludes nobody."""
    numbers = {id_: number for number, id_ in enumerate(pb.instance.ids, start=1)}
    groups = (tuple(sorted(numbers[id_] for id_ in group)) for group in pb.instance.conflicts)
    yield from (group for group in groups if len(group) > 1)
