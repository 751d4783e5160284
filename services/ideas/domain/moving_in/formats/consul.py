"""CONSUL Democracy's exports of a budget's investment projects and of proposals, as CSV or JSON.

Headings and states are in the language of whoever exported; English, German and Spanish are known. Names and mail
addresses of authors are passed over: they were given to another platform, not to us.

Sources: consuldemocracy/consuldemocracy, ``app/models/budget/investment/exporter.rb``,
``app/models/proposal/exporter.rb`` and ``config/locales/{en,de,es}/admin.yml``, seen in November 2026. Prices there are
whole units of the currency.
"""

from datetime import date

from libs.shared.kernel.words import filled, words
from services.ideas.domain.moving_in.found import (
    CellIsWrong,
    Finding,
    Findings,
    Found,
    LeftOut,
    Standing,
    Wishes,
)
from services.ideas.domain.moving_in.plain_words import plain_words
from services.ideas.domain.moving_in.rows import Row, Rows, day_of

_ID = ("id", "ausweis")
_TITLE = ("title", "titel", "título")
_TEXT = ("description", "beschreibung", "descripción")
_SUMMARY = ("summary", "zusammenfassung", "resumen")
_HEADING = ("scope of operation", "heading", "tätigkeitsfeld", "rubrik", "ámbito de actuación", "partida")
_FEASIBILITY = ("feasibility", "durchführbarkeit", "viabilidad")
_IS_VALUED = ("val. fin.", "valuation finished", "begutachtung abgeschlossen", "ev. fin.", "evaluación finalizada")
_IS_SELECTED = ("selected", "ausgewählt", "seleccionado")
_CREATED = ("created at", "created_at", "creation date", "erstellt am", "creado", "fecha de creación")

_FEASIBLE = ("feasible", "durchführbar", "viable")
_UNFEASIBLE = ("unfeasible", "undurchführbar", "inviable")
_IS_AN_EXPORT = words("export of CONSUL's")
_NOT_FEASIBLE = words("not feasible there")
_PRICE = words("the price of the feasible project: {wrong}")
_YES = frozenset({"yes", "ja", "sí", "si", "true"})


def read(rows: Rows, wishes: Wishes) -> Findings:
    """The investment projects, or the proposals."""
    rows.demand(_IS_AN_EXPORT, _ID, _TITLE, (*_TEXT, *_SUMMARY))
    yield from rows.each(lambda row: _found(row, wishes))


def _found(row: Row, wishes: Wishes) -> Finding:
    feasibility = row.cell(*_FEASIBILITY).casefold()
    is_valued = row.cell(*_IS_VALUED).casefold() in _YES
    # Before it is finished a valuation is the office's own, and says nothing in public.
    if feasibility.startswith(_UNFEASIBLE) and is_valued:
        return LeftOut(row.place, _NOT_FEASIBLE)
    is_selected = feasibility.startswith(_FEASIBLE) and row.cell(*_IS_SELECTED).casefold() in _YES
    try:
        cost = wishes.cents(feasibility.partition("(")[2]) if is_selected else None
    except CellIsWrong as wrong:
        raise CellIsWrong(filled(_PRICE, wrong=wrong.why)) from None
    area = row.cell(wishes.area_heading) if wishes.area_heading else row.cell(*_HEADING)
    standing: Standing = "accepted" if is_selected else "waits"
    said, day = _text(row), _day(row)
    return Found(row.place, row.cell(*_ID), row.cell(*_TITLE), said, standing, area, "", day, cost)


def _text(row: Row) -> str:
    """The summary first, where there is one beside the description."""
    parts = [plain_words(row.cell(*headings)) for headings in (_SUMMARY, _TEXT)]
    return "\n\n".join(dict.fromkeys(part for part in parts if part))


def _day(row: Row) -> date | None:
    try:
        return day_of(row.cell(*_CREATED))
    except CellIsWrong:
        return None  # each language writes days in its own order, and 3/4 may be either
