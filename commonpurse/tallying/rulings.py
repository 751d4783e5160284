"""What a council may rule beforehand, as options of ``commonpurse tally``: each replaces what the file says."""

from collections.abc import Iterable
from dataclasses import replace

import typer

from services.voting.domain.tally.paper.instance import BudgetShare, Instance
from services.voting.domain.tally.pb.amounts import read_amount, scaled
from services.voting.domain.tally.pb.file import PabulibFile


def ruled(file: PabulibFile, conflicts: list[str], guarantees: list[str], shares: list[str]) -> PabulibFile:
    """The file under the rulings that were asked for.

    Args:
        file: As it was read.
        conflicts: Groups that exclude each other, as ``4,7``.
        guarantees: What is guaranteed to areas, as ``North=1000``.
        shares: What areas or categories get at most, as ``parks=500``.

    Raises:
        typer.BadParameter: if one cannot be read, or names what the file does not know.
        InstanceIsInconsistent: if they contradict each other.
    """
    instance = file.instance
    if conflicts:
        instance = replace(instance, conflicts=tuple(_group(instance, group) for group in conflicts))
    if shares:
        instance = replace(instance, shares=tuple(_money(file, "--at-most", share) for share in shares))
    if guarantees:
        instance = replace(instance, guaranteed=tuple(_money(file, "--guarantee", pot) for pot in guarantees))
    return replace(file, instance=instance)


def _group(instance: Instance, text: str) -> frozenset[str]:
    group = frozenset(id_.strip() for id_ in text.split(",") if id_.strip())
    if unknown := sorted(group - {*instance.ids}):
        raise typer.BadParameter(f"--conflict names the project {unknown[0]!r}, which the file does not have")
    if len(group) == 1:
        raise typer.BadParameter(f"--conflict {text} names one project alone; name those that exclude each other")
    return group


def _money(file: PabulibFile, option: str, text: str) -> BudgetShare:
    name, found, written = (part.strip() for part in text.rpartition("="))
    amount = read_amount(written)
    if not found or isinstance(amount, str) or amount[0] < 0 or amount[1] > file.instance.digits:
        raise typer.BadParameter(f"{option} {text} says no name with its money, no finer than the costs: North=1000")
    projects = _inside(file.instance, name, with_categories=option == "--at-most")
    return BudgetShare(name, projects, scaled(amount, file.instance.digits))


def _inside(instance: Instance, name: str, *, with_categories: bool) -> frozenset[str]:
    found = frozenset(p.id for p in instance.projects if p.area == name)
    if not found and with_categories:
        found = frozenset(p.id for p in instance.projects if name in p.categories)
    if not found:
        raise typer.BadParameter(f"no project of the file stands in {name!r}; it has {_known(instance)}")
    return found


def _known(instance: Instance) -> str:
    areas: Iterable[str] = dict.fromkeys(project.area for project in instance.projects if project.area)
    return ", ".join(areas) or "no areas"
