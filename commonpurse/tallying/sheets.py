"""What ``commonpurse tally`` says to spreadsheets: a line for each project, as CSV or as a workbook."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from libs.shared.kernel.spreadsheets import as_cell, as_csv
from services.voting.domain.counting.counted_file import CountedFile
from services.voting.domain.counting.table_of_projects import Cell, number_of, table_of
from services.voting.domain.tally.rule import RankedList

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
        for title, rows in (
            ("Options" if isinstance(counted.rule, RankedList) else "Projects", _projects(counted, explain=explain)),
            ("Count", _about(counted)),
        ):
            sheet = workbook.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    _write(sheet, line, column, cell, None if line else bold)
            sheet.autofit()
    with path.open("xb") as file:
        file.write(made.getvalue())


def _projects(counted: CountedFile, *, explain: bool) -> Iterator[Sequence[Cell]]:
    return table_of(counted.projects, counted.explanation if explain else None, counted.agreement)


def _about(counted: CountedFile) -> Iterator[Sequence[Cell]]:
    said = counted.as_json(explain=False)
    agrees = {True: "yes", False: "no", None: "the file does not say"}[said["agrees_with_the_city"]]
    yield "what", "value", "line", "ballots"
    yield "election", counted.file.meta.get("description", "")
    yield "rule", said["rule"]
    yield "currency", said["currency"]
    if not isinstance(counted.rule, RankedList):  # which spends nothing
        yield "budget", number_of(said["budget"])
        yield "cost of what is funded", number_of(said["cost"])
    yield "ballots", said["voters"]
    for line in said.get("weighing", {}).get("channels", ()):
        yield (
            "weight",
            f"a ballot by {line['channel'] or 'no channel'} counts as {line['weight']}",
            None,
            line["ballots"],
        )
    if "weighing" in said:
        unweighted = said["weighing"]["unweighted"]
        yield "funded if each counted once", ", ".join(unweighted["winners"])
        yield "cost of that", number_of(unweighted["cost"])
    yield "the city funded the same", agrees
    for tie in said["ties"]:
        yield "tie", f"round {tie['round']}: {', '.join(tie['tied'])}; {tie['chosen']} first by {tie['decided_by']}"
    for warning in said["warnings"]:
        yield "warning", warning["text"], warning["line"], warning["ballots"]


def _write(sheet: Any, line: int, column: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, Decimal) and len(cell.as_tuple().digits) > _MOST_DIGITS:
        cell = str(cell)
    if isinstance(cell, str):
        # Never as what it looks like: a formula, a link, a number. The apostrophe is for whoever saves it as CSV.
        sheet.write_string(line, column, str(as_cell(cell))[:32_767], look)
    elif cell is not None:
        sheet.write_number(line, column, cell, look)
