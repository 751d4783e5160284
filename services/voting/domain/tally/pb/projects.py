"""The PROJECTS section, its costs still as they are written."""

from dataclasses import dataclass, field

from libs.shared.kernel.typed_text import plain_signs
from services.voting.domain.tally.paper.instance import Project
from services.voting.domain.tally.pb.amounts import Amount
from services.voting.domain.tally.pb.decimals import format_amount
from services.voting.domain.tally.pb.meta import Meta
from services.voting.domain.tally.pb.rows import Rows

_WITHDRAWN = 999_999_999
_FUNDED, _SPECIAL = "1", ("0", "2", "3", "")  # 2 and 3: paid for otherwise
_AS_ONE = ("yes", "y", "true", "tak", "ja", "oui", "igen", "1.0", "1,0", "x")
_AS_NONE = ("no", "n", "false", "nie", "nein", "nee", "non", "nem", "0.0", "0,0", "-", "-1")
_TOTALS = ("votes", "score")
PAPER_TOTALS = "extra_approvals"
_MOST_ON_PAPER = 10**9
# "ineligible", "conflicts" and what an option saves are our own; see write.py.
_RULINGS = ("ineligible", "conflicts")
SAVING = "commonpurse_saving"
_COLUMNS = (
    *("project_id", "cost", "name", "category", "neighborhood", "selected", *_RULINGS, SAVING),
    *(PAPER_TOTALS, *_TOTALS),
)


@dataclass(slots=True)
class Paper:
    """The PROJECTS section as read: projects with their costs' decimals still apart.

    ``on_paper`` are votes of which only a project's sum is known. ``totals`` holds what the columns votes and score say
    of a project, ``lines`` where it stands.
    """

    rows: list[tuple[Project, Amount]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    totals: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in _TOTALS})
    selected: set[str] = field(default_factory=set)
    ineligible: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, set[str]] = field(default_factory=dict)
    says_selected: bool = False
    on_paper: dict[str, int] = field(default_factory=dict)


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
        cost, saving = _cost(rows, meta, cells), _saving(rows, meta, cells)
        paper.lines[id_] = rows.line
        paper.rows.append((_project(rows, cells, saving), cost))
        _note_rulings(rows, paper, id_, cost, cells)
    return paper


def _project(rows: Rows, cells: dict[str, str], saving: str) -> Project:
    id_ = cells["project_id"]
    if not id_ or "," in id_:
        rows.notes.mistake(rows.line, "a project id must not be empty or contain a comma")
    categories = tuple(part.strip() for part in cells.get("category", "").split(",") if part.strip())
    return Project(id_, 0, cells.get("name", ""), categories, cells.get("neighborhood", ""), saving)


def _saving(rows: Rows, meta: Meta, cells: dict[str, str]) -> str:
    written = cells.get(SAVING, "")
    amount = meta.amount(written, rows.line, f"what {cells['project_id'][:40]!r} saves") if written else None
    return format_amount(*amount) if amount else ""


def _cost(rows: Rows, meta: Meta, cells: dict[str, str]) -> Amount:
    id_ = cells["project_id"]
    cost = meta.amount(cells["cost"], rows.line, f"the cost of {id_[:40]!r}")
    if cost and cost[0] < 0:
        told = f"the cost of {id_[:40]!r} is not a number from zero up: {cells['cost'][:40]!r}"
        rows.notes.mistake(rows.line, told)
        return 0, 0
    return cost or (0, 0)


def _note_rulings(rows: Rows, paper: Paper, id_: str, cost: Amount, cells: dict[str, str]) -> None:
    _note_selected(rows, paper, id_, cells.get("selected", ""))
    reason = cells.get("ineligible", "")
    if not reason and cost[0] == _WITHDRAWN * 10 ** cost[1]:
        reason = "withdrawn"
        rows.notes.warn(rows.line, f"a cost of {_WITHDRAWN} says that a project was withdrawn; it cannot win")
    if reason:
        paper.ineligible[id_] = reason
    for group in filter(None, cells.get("conflicts", "").split(",")):
        paper.conflicts.setdefault(group.strip(), set()).add(id_)
    _note_paper_total(rows, paper, id_, cells.get(PAPER_TOTALS, ""))
    for name in _TOTALS:
        if cells.get(name):
            paper.totals[name][id_] = cells[name]


def _note_selected(rows: Rows, paper: Paper, id_: str, written: str) -> None:
    """Whether the city funded it. The count does not need that, so what cannot be read is said and not held to it."""
    said = plain_signs(written).lower()
    if said == _FUNDED or said in _AS_ONE:
        paper.selected.add(id_)
    if said in (_FUNDED, *_SPECIAL):
        return
    if said in (*_AS_ONE, *_AS_NONE):
        meant = _FUNDED if said in _AS_ONE else _SPECIAL[0]
        rows.notes.warn(rows.line, f"selected may be 0 or 1 (2, 3); {written[:40]!r} is read as {meant}")
        return
    told = "so it is not known what the city funded, and nothing is compared with it"
    rows.notes.warn(rows.line, f"selected may be 0 or 1 (2, 3), not {written[:40]!r}; {told}", kind="selected")
    paper.says_selected = False


def _note_paper_total(rows: Rows, paper: Paper, id_: str, written: str) -> None:
    said = plain_signs(written)
    if said.isdecimal() and len(said) <= len(str(_MOST_ON_PAPER)) and int(said) <= _MOST_ON_PAPER:
        if int(said):
            paper.on_paper[id_] = int(said)
    elif said:
        told = f"{PAPER_TOTALS} of {id_[:40]!r} is not a whole number of votes from zero up: {written[:40]!r}"
        rows.notes.mistake(rows.line, told)
