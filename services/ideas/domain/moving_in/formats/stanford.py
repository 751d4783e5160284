"""The table of an election's projects as Stanford Participatory Budgeting takes it and towns keep it.

The platform writes no file of its projects with their descriptions; this is the one that was read into it. Its results
(``Project``, ``Cost``, ``Votes``) name projects by their titles alone, so they are refused: two could be one.

Source: StanfordCDT/pb, ``app/views/admin/projects/import.html.erb`` (the columns) and ``app/models/project.rb`` (costs
are whole units), seen in November 2026.
"""

from libs.shared.kernel.words import words
from services.ideas.domain.moving_in.found import Finding, Findings, Found, Wishes, in_column
from services.ideas.domain.moving_in.plain_words import plain_words
from services.ideas.domain.moving_in.rows import Row, Rows

_IS_A_TABLE = words("table of Stanford PB's projects by which each is known again")


def read(rows: Rows, wishes: Wishes) -> Findings:
    """The projects, all of which stood on a ballot."""
    columns = (["title"], ["description"], ["cost"], ["number"])
    rows.demand(_IS_A_TABLE, *columns)
    yield from rows.each(lambda row: _found(row, wishes))


def _found(row: Row, wishes: Wishes) -> Finding:
    with in_column("Cost"):
        cost = wishes.cents(row.cell("cost"))
    said = "\n\n".join(filter(None, (plain_words(row.cell(name)) for name in ("description", "details"))))
    area = row.cell(wishes.area_heading) if wishes.area_heading else ""
    title, spot = row.cell("title"), row.cell("location")
    return Found(row.place, row.cell("number"), title, said, "accepted", area, spot, None, cost)
