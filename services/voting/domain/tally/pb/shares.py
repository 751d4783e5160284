"""Money for parts of the paper: Pabulib's upper limits by area and category, and our own lines for what is guaranteed.

``commonpurse_guaranteed_areas`` names areas, ``commonpurse_guaranteed`` an amount for each: what is theirs first.
"""

from libs.shared.kernel.spreadsheets import as_text
from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.paper.instance import BudgetShare, Instance, Project
from services.voting.domain.tally.pb.amounts import scaled
from services.voting.domain.tally.pb.decimals import format_amount
from services.voting.domain.tally.pb.meta import Meta

AREAS, AREA_LIMITS = "neighborhoods", "budget_per_neighborhood"
CATEGORIES, CATEGORY_LIMITS = "categories", "budget_per_category"
GUARANTEED_AREAS, GUARANTEED = "commonpurse_guaranteed_areas", "commonpurse_guaranteed"


def sayable(name: str) -> str:
    """An area's name as a file can say it: a comma parts one name of a list from the next, and no cell is a formula."""
    return as_text(" ".join(name.replace(",", " ").split()))


def read_shares(meta: Meta, projects: tuple[Project, ...], digits: int) -> tuple[BudgetShare, ...]:
    """The upper limits that the file names."""
    themes = [
        BudgetShare(name, frozenset(p.id for p in projects if name in p.categories), limit)
        for name, limit in _limits(meta, CATEGORIES, CATEGORY_LIMITS, digits)
    ]
    return (*_by_area(projects, _limits(meta, AREAS, AREA_LIMITS, digits)), *themes)


def read_guaranteed(meta: Meta, projects: tuple[Project, ...], digits: int) -> tuple[BudgetShare, ...]:
    """What the file guarantees to areas; a mistake is noted of an area that has no project."""
    pots = _by_area(projects, _limits(meta, GUARANTEED_AREAS, GUARANTEED, digits))
    for pot in pots:
        if not pot.projects:
            told = (
                f"{GUARANTEED_AREAS} names {pot.name[:40]!r}, in which no project stands; see the column neighborhood"
            )
            meta.notes.mistake(meta.lines[GUARANTEED_AREAS], told)
    return tuple(pots)


def share_lines(instance: Instance) -> dict[str, str]:
    """The lines of META from which the same shares and guarantees are read again.

    Raises:
        InstanceIsInconsistent: if one is neither an area's nor a category's, or has a comma in its name.
    """
    areas: dict[str, str] = {}
    categories: dict[str, str] = {}
    for share in instance.shares:
        name, named = _without_comma(share), areas if _is_area(instance, share) else categories
        if named is categories and share.projects != {p.id for p in instance.projects if name in p.categories}:
            raise InstanceIsInconsistent(f"the budget share {name!r} is neither an area's nor a category's")
        named[name] = format_amount(share.limit, instance.digits)
    guaranteed = {_without_comma(pot): format_amount(pot.limit, instance.digits) for pot in instance.guaranteed}
    if not all(_is_area(instance, pot) for pot in instance.guaranteed):
        raise InstanceIsInconsistent("money is guaranteed to projects that are not those of an area")
    return (
        _lines(AREAS, AREA_LIMITS, areas)
        | _lines(CATEGORIES, CATEGORY_LIMITS, categories)
        | _lines(GUARANTEED_AREAS, GUARANTEED, guaranteed)
    )


def _lines(names: str, limits: str, amounts: dict[str, str]) -> dict[str, str]:
    return {names: ",".join(amounts), limits: ",".join(amounts.values())} if amounts else {}


def _is_area(instance: Instance, share: BudgetShare) -> bool:
    return share.projects == {project.id for project in instance.projects if project.area == share.name}


def _without_comma(share: BudgetShare) -> str:
    if "," in share.name:
        raise InstanceIsInconsistent(f"the name of the budget share {share.name!r} has a comma")
    return share.name


def _by_area(projects: tuple[Project, ...], limits: list[tuple[str, int]]) -> list[BudgetShare]:
    return [BudgetShare(name, frozenset(p.id for p in projects if p.area == name), limit) for name, limit in limits]


def _limits(meta: Meta, names_key: str, limits_key: str, digits: int) -> list[tuple[str, int]]:
    names, limits = meta.parts(names_key), meta.parts(limits_key)
    if not limits:
        return []
    line = meta.lines[limits_key]
    read = [meta.amount(limit, line, limits_key) for limit in limits]
    if len(names) != len(limits) or any(amount and (amount[1] > digits or amount[0] < 0) for amount in read):
        told = f"{limits_key} needs an amount for each of {names_key}, from zero up and no finer than the costs"
        meta.notes.mistake(line, told)
        return []
    return [(name, scaled(amount, digits)) for name, amount in zip(names, read, strict=True) if amount]
