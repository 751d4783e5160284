"""Decidim's exports of proposals and of a budget's projects, as CSV or JSON.

Texts have a column for each language (``title/en``), in JSON an object. Who wrote them is passed over: a name that
somebody gave to another platform was not given to us.

Sources: decidim/decidim, ``decidim-core/lib/decidim/exporters/csv.rb`` (slashes between nested names),
``decidim-proposals/lib/decidim/proposals/proposal_serializer.rb`` and
``decidim-budgets/lib/decidim/budgets/project_serializer.rb`` (the columns; ``category`` and ``scope`` until 0.29,
``taxonomies`` since), seen in November 2026.
"""

from libs.shared.kernel.words import Words, words
from services.ideas.domain.moving_in.found import (
    Finding,
    Findings,
    Found,
    LeftOut,
    Standing,
    Wishes,
    in_column,
)
from services.ideas.domain.moving_in.plain_words import plain_words
from services.ideas.domain.moving_in.rows import Row, Rows, day_of, location_of

_IS_AN_EXPORT = words("export of Decidim's")
_LEFT_OUT = {
    "withdrawn": words("withdrawn there"),
    "rejected": words("rejected there"),
    "draft": words("not published there"),
}
_AMENDS = words("a change that somebody proposed to another proposal there")
_BY_MACHINE = "/machine_translations/"


def read(rows: Rows, wishes: Wishes) -> Findings:
    """The proposals, or the projects of a budget."""
    is_of_projects = "budget_amount" in rows.headings
    text = "description" if is_of_projects else "body"
    rows.demand(_IS_AN_EXPORT, ["id"], _spelt(rows, "title"), _spelt(rows, text))
    found = _project if is_of_projects else _proposal
    yield from rows.each(lambda row: found(row, wishes))


def _spelt(rows: Rows, name: str) -> list[str]:
    return [name, *(heading for heading in rows.headings if heading.startswith(f"{name}/"))]


def _proposal(row: Row, wishes: Wishes) -> Finding:
    state = row.cell("state").casefold()
    if why := _left_out(row, state):
        return LeftOut(row.place, why)
    with in_column("published_at"):
        day = day_of(row.cell("published_at"))
    location = location_of(row)
    # A state of the town's own making is looked at here first, as is what nobody has answered.
    standing: Standing = "accepted" if state == "accepted" else "waits"
    said = plain_words(_in(row, "body", wishes))
    title, area = _in(row, "title", wishes), _area(row, wishes)
    return Found(row.place, row.cell("id"), title, said, standing, area, row.cell("address"), day, None, location)


def _left_out(row: Row, state: str) -> Words | None:
    if row.cell("withdrawn").casefold() == "true" or row.cell("withdrawn_at"):
        return _LEFT_OUT["withdrawn"]
    if row.cell("is_amend").casefold() == "true":
        return _AMENDS
    if "published_at" in row.cells and not row.cell("published_at"):
        return _LEFT_OUT["draft"]
    return _LEFT_OUT.get(state)


def _project(row: Row, wishes: Wishes) -> Finding:
    with in_column("created_at"):
        day = day_of(row.cell("created_at"))
    with in_column("budget_amount"):
        cost = wishes.cents(row.cell("budget_amount"))
    location = location_of(row)
    said = plain_words(_in(row, "description", wishes))
    title, area = _in(row, "title", wishes), _area(row, wishes)
    return Found(row.place, row.cell("id"), title, said, "accepted", area, row.cell("address"), day, cost, location)


def _area(row: Row, wishes: Wishes) -> str:
    return row.cell(wishes.area_heading) if wishes.area_heading else _in(row, "scope/name", wishes)


def _in(row: Row, name: str, wishes: Wishes) -> str:
    """What stands under the name, in the language that is wished, or else in the first that says something."""
    others = [each for each in row.cells if each.startswith(f"{name}/") and _BY_MACHINE not in f"{each}/"]
    return row.cell(f"{name}/{wishes.language}", name, *others)
