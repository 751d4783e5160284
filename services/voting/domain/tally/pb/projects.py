"""The PROJECTS section, its costs still as they are written."""

from dataclasses import dataclass, field

from services.voting.domain.tally.paper.instance import Project
from services.voting.domain.tally.pb.amounts import Amount, read_amount
from services.voting.domain.tally.pb.meta import Meta
from services.voting.domain.tally.pb.rows import Rows

_WITHDRAWN = 999_999_999
_FUNDED = "1"
_TOTALS = ("votes", "score")
# "ineligible" and "conflicts" are our own; see write.py.
_COLUMNS = ("project_id", "cost", "name", "category", "neighborhood", "selected", "ineligible", "conflicts", *_TOTALS)


@dataclass(slots=True)
class Paper:
    """The PROJECTS section as read: projects with their costs' decimals still apart.

    ``totals`` holds what the columns votes and score say of a project, ``lines`` where it stands.
    """

    rows: list[tuple[Project, Amount]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    totals: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in _TOTALS})
    selected: set[str] = field(default_factory=set)
    ineligible: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, set[str]] = field(default_factory=dict)
    says_selected: bool = False


def read_projects(rows: Rows, meta: Meta) -> Paper:
    """The PROJECTS section up to the title VOTES."""
    header = rows.header("PROJECTS")
    columns = {name: header.find(name) for name in _COLUMNS}
    if columns["project_id"] is None or columns["cost"] is None:
        raise rows.wrong("PROJECTS needs the columns project_id and cost")
    paper = Paper(says_selected=columns["selected"] is not None)
    for row in rows.until("VOTES", len(header.columns)):
        cells = {name: row[place].strip() for name, place in columns.items() if place is not None}
        id_ = cells["project_id"]
        if id_ in paper.lines:
            rows.notes.mistake(rows.line, f"there is a second project {id_!r}; give each a project_id of its own")
            continue
        cost = _cost(rows, meta, cells)
        paper.lines[id_] = rows.line
        paper.rows.append((_project(rows, cells), cost))
        _note_rulings(paper, id_, cost, cells)
    return paper


def _project(rows: Rows, cells: dict[str, str]) -> Project:
    id_ = cells["project_id"]
    if not id_ or "," in id_:
        rows.notes.mistake(rows.line, "a project id must not be empty or contain a comma")
    categories = tuple(part.strip() for part in cells.get("category", "").split(",") if part.strip())
    return Project(id_, 0, cells.get("name", ""), categories, cells.get("neighborhood", ""))


def _cost(rows: Rows, meta: Meta, cells: dict[str, str]) -> Amount:
    id_, cost = cells["project_id"], read_amount(cells["cost"], meta.decimals)
    if isinstance(cost, str):
        rows.notes.mistake(rows.line, f"the cost of {id_!r}: {cost}")
        return 0, 0
    if cost[0] < 0:
        rows.notes.mistake(rows.line, f"the cost of {id_!r} is not a number from zero up: {cells['cost'][:40]!r}")
        return 0, 0
    return cost


def _note_rulings(paper: Paper, id_: str, cost: Amount, cells: dict[str, str]) -> None:
    if cells.get("selected") == _FUNDED:
        paper.selected.add(id_)
    reason = cells.get("ineligible") or ("withdrawn" if cost[0] == _WITHDRAWN * 10 ** cost[1] else "")
    if reason:
        paper.ineligible[id_] = reason
    for group in filter(None, cells.get("conflicts", "").split(",")):
        paper.conflicts.setdefault(group.strip(), set()).add(id_)
    for name in _TOTALS:
        if cells.get(name):
            paper.totals[name][id_] = cells[name]
