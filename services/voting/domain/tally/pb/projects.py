"""The PROJECTS section and the budget: amounts become integers of one minor unit."""

from dataclasses import dataclass, field

from services.voting.domain.tally.errors import FileIsNotPabulib, InstanceIsInconsistent
from services.voting.domain.tally.paper.instance import BudgetShare, Instance, Project
from services.voting.domain.tally.pb.decimals import parse_amount
from services.voting.domain.tally.pb.rows import Rows

_WITHDRAWN = 999_999_999
_FUNDED = "1"
# The last two are our own; see pb_write.py.
_COLUMNS = ("project_id", "cost", "name", "category", "neighborhood", "selected", "ineligible", "conflicts")

Amount = tuple[int, int]


@dataclass(slots=True)
class Meta:
    """The META section: every value as text, with the line it stands in."""

    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def number(self, key: str) -> Amount | None:
        """An amount, or None where the key is absent.

        Raises:
            FileIsNotPabulib: if it is no number.
        """
        if not self.values.get(key):
            return None
        amount = parse_amount(self.values[key])
        if amount is None:
            raise FileIsNotPabulib(self.lines[key], f"{key} is not a number: {self.values[key][:40]!r}")
        return amount

    def whole(self, key: str, default: int = 0) -> int:
        """A whole number, or the default where the key is absent."""
        amount, digits = self.number(key) or (default, 0)
        if digits:
            raise FileIsNotPabulib(self.lines[key], f"{key} must be a whole number")
        return amount

    def parts(self, key: str) -> list[str]:
        """A comma list, empty where the key is absent."""
        return [part.strip() for part in self.values.get(key, "").split(",") if part.strip()]


def read_meta(rows: Rows) -> Meta:
    """The META section up to the title PROJECTS."""
    header = rows.open_section("META")
    if header.columns[:2] != ["key", "value"]:
        raise rows.wrong("the header of META must be key;value")
    meta = Meta()
    for row in rows.until("PROJECTS", len(header.columns)):
        key = row[0].strip()
        if key in meta.values:
            raise rows.wrong(f"{key} stands here a second time")
        meta.values[key], meta.lines[key] = row[1].strip(), rows.line
    for key in ("budget", "vote_type"):
        if not meta.values.get(key):
            raise rows.wrong(f"META does not say {key}")
    return meta


@dataclass(slots=True)
class Paper:
    """The PROJECTS section as read: projects with their costs' decimals still apart."""

    rows: list[tuple[Project, Amount]] = field(default_factory=list)
    selected: set[str] = field(default_factory=set)
    ineligible: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, set[str]] = field(default_factory=dict)
    says_selected: bool = False


def read_projects(rows: Rows) -> Paper:
    """The PROJECTS section up to the title VOTES."""
    header = rows.header("PROJECTS")
    columns = {name: header.find(name) for name in _COLUMNS}
    if columns["project_id"] is None or columns["cost"] is None:
        raise rows.wrong("PROJECTS needs the columns project_id and cost")
    paper, seen = Paper(says_selected=columns["selected"] is not None), set[str]()
    for row in rows.until("VOTES", len(header.columns)):
        cells = {name: row[place].strip() for name, place in columns.items() if place is not None}
        project, cost = _project(rows, cells)
        if project.id in seen:
            raise rows.wrong(f"there is a second project {project.id!r}")
        seen.add(project.id)
        paper.rows.append((project, cost))
        _note_rulings(paper, project.id, cost, cells)
    return paper


def _note_rulings(paper: Paper, id_: str, cost: Amount, cells: dict[str, str]) -> None:
    if cells.get("selected") == _FUNDED:
        paper.selected.add(id_)
    reason = cells.get("ineligible") or ("withdrawn" if cost[0] == _WITHDRAWN * 10 ** cost[1] else "")
    if reason:
        paper.ineligible[id_] = reason
    for group in filter(None, cells.get("conflicts", "").split(",")):
        paper.conflicts.setdefault(group.strip(), set()).add(id_)


def _project(rows: Rows, cells: dict[str, str]) -> tuple[Project, Amount]:
    id_ = cells["project_id"]
    if not id_ or "," in id_:
        raise rows.wrong("a project id must not be empty or contain a comma")
    cost = parse_amount(cells["cost"])
    if cost is None or cost[0] < 0:
        raise rows.wrong(f"the cost of {id_!r} is not a number from zero up: {cells['cost'][:40]!r}")
    categories = tuple(part.strip() for part in cells.get("category", "").split(",") if part.strip())
    return Project(id_, 0, cells.get("name", ""), categories, cells.get("neighborhood", "")), cost


def instance_of(meta: Meta, paper: Paper) -> Instance:
    """The instance, every amount in the finest unit that the file uses."""
    budget = meta.number("budget") or (0, 0)
    digits = max([budget[1], *(cost[1] for _, cost in paper.rows)])
    projects = tuple(
        Project(project.id, _scaled(cost, digits), project.name, project.categories, project.area)
        for project, cost in paper.rows
    )
    conflicts = tuple(frozenset(group) for group in paper.conflicts.values())
    shares = _shares(meta, projects, digits)
    try:
        return Instance(projects, _scaled(budget, digits), digits, conflicts, paper.ineligible, shares)
    except InstanceIsInconsistent as broken:
        raise FileIsNotPabulib(meta.lines["budget"], broken.reason) from None


def _shares(meta: Meta, projects: tuple[Project, ...], digits: int) -> tuple[BudgetShare, ...]:
    by_area = _limits(meta, "neighborhoods", "budget_per_neighborhood", digits)
    by_category = _limits(meta, "categories", "budget_per_category", digits)
    areas = [BudgetShare(name, frozenset(p.id for p in projects if p.area == name), limit) for name, limit in by_area]
    themes = [
        BudgetShare(name, frozenset(p.id for p in projects if name in p.categories), limit)
        for name, limit in by_category
    ]
    return (*areas, *themes)


def _limits(meta: Meta, names_key: str, limits_key: str, digits: int) -> list[tuple[str, int]]:
    names, limits = meta.parts(names_key), meta.parts(limits_key)
    if not limits:
        return []
    amounts = [parse_amount(limit) for limit in limits]
    if len(names) != len(limits) or any(amount is None or amount[1] > digits for amount in amounts):
        raise FileIsNotPabulib(meta.lines[limits_key], f"{limits_key} needs an amount for each of {names_key}")
    return [(name, _scaled(amount, digits)) for name, amount in zip(names, amounts, strict=True) if amount]


def _scaled(amount: Amount, digits: int) -> int:
    return amount[0] * int(10 ** (digits - amount[1]))
