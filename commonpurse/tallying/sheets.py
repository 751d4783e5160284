"""What ``commonpurse tally`` says to spreadsheets: a line for each project, as CSV or as a workbook."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from libs.shared.kernel.spreadsheets import as_cell, as_csv
from services.voting.domain.counting.counted_file import CountedFile

Cell = str | int | Decimal | None

_COLUMNS = ("place", "project", "name", "cost", "score", "funded", "verdict", "missing", "reason")
_NUMBERS = ("place", "cost", "score", "missing")
_OF_WINNERS = ("effective_votes", "full_price", "paid_in_full", "paid_all_they_had", "their_payments")
_OF_LOSERS = ("effective_support_percent", "supporters_had", "left", "wins_at_cost", "wins_with_votes")
_MOST_DIGITS = 15  # of a number in a workbook, which is a float: one that has more is written as a text


def csv_of(counted: CountedFile, *, explain: bool) -> str:
    """The projects as comma-separated values, a header above; numbers are exact and have a decimal point."""
    return as_csv(_projects(counted, explain=explain))


def write_workbook(counted: CountedFile, path: Path, *, explain: bool) -> None:
    """A workbook with the projects on its first sheet, and what was counted and how on its second.

    Raises:
        FileExistsError: if there is a file already; it stays as it is.
        OSError: if it cannot be written.
    """
    import xlsxwriter

    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": counted.file.meta.get("description", ""), "comments": counted.rule.name})
        bold = workbook.add_format({"bold": True})
        for title, rows in (("Projects", _projects(counted, explain=explain)), ("Count", _about(counted))):
            sheet = workbook.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    _write(sheet, line, column, cell, None if line else bold)
            sheet.autofit()
    with path.open("xb") as file:
        file.write(made.getvalue())


def _projects(counted: CountedFile, *, explain: bool) -> Iterator[Sequence[Cell]]:
    further = (*_OF_WINNERS, *_OF_LOSERS) if explain else ()
    told = _stories(counted) if explain else {}
    yield (*_COLUMNS, *further)
    for project in counted.projects:
        story = told.get(project["project"], {})
        yield (
            *(_number(project[name]) if name in _NUMBERS else _word(project[name]) for name in _COLUMNS),
            *(_number(story.get(name)) for name in further),
        )


def _stories(counted: CountedFile) -> dict[str, dict[str, Any]]:
    said = counted.explanation
    return {story["project"]: story for story in (*said["winners"], *said["losers"])}


def _about(counted: CountedFile) -> Iterator[Sequence[Cell]]:
    said = counted.as_json(explain=False)
    agrees = {True: "yes", False: "no", None: "the file does not say"}[said["agrees_with_the_city"]]
    yield "what", "value", "line", "ballots"
    yield "election", counted.file.meta.get("description", "")
    yield "rule", said["rule"]
    yield "currency", said["currency"]
    yield "budget", _number(said["budget"])
    yield "cost of what is funded", _number(said["cost"])
    yield "ballots", said["voters"]
    yield "the city funded the same", agrees
    for tie in said["ties"]:
        yield "tie", f"round {tie['round']}: {', '.join(tie['tied'])}; {tie['chosen']} first by {tie['decided_by']}"
    for warning in said["warnings"]:
        yield "warning", warning["text"], warning["line"], warning["ballots"]


def _number(value: str | int | None) -> Cell:
    return Decimal(value) if isinstance(value, str) else value


def _word(value: str | bool) -> str:
    return value if isinstance(value, str) else ("yes" if value else "no")


def _write(sheet: Any, line: int, column: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, Decimal) and len(cell.as_tuple().digits) > _MOST_DIGITS:
        cell = str(cell)
    if isinstance(cell, str):
        # Never as what it looks like: a formula, a link, a number. The apostrophe is for whoever saves it as CSV.
        sheet.write_string(line, column, str(as_cell(cell))[:32_767], look)
    elif cell is not None:
        sheet.write_number(line, column, cell, look)
