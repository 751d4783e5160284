"""A table of a town's own: one idea a line, under headings in English or German.

For whatever else a town kept its ideas in: a spreadsheet, a database, another platform.
"""

from libs.shared.kernel.money import AmountIsNotMoney, parse_cents
from libs.shared.kernel.words import filled, words
from services.ideas.domain.moving_in.found import (
    Finding,
    Findings,
    Found,
    LeftOut,
    Mistake,
    Standing,
    Wishes,
)
from services.ideas.domain.moving_in.plain_words import plain_words
from services.ideas.domain.moving_in.rows import Row, Rows, day_of, location_of

_NUMBER = ("number", "id", "nummer", "nr", "nr.")
_TITLE = ("title", "titel")
_TEXT = ("text", "description", "beschreibung")
_AREA = ("area", "district", "ortsteil", "gebiet", "bezirk")
_SPOT = ("place", "address", "ort", "adresse")
_DAY = ("day", "date", "suggested on", "datum", "tag")
_COST = ("cost", "kosten")
_STATE = ("state", "status", "stand")

_STANDINGS: dict[str, Standing] = {
    **dict.fromkeys(("", "new", "neu", "open", "offen", "submitted", "eingereicht"), "waits"),
    **dict.fromkeys(("accepted", "angenommen"), "accepted"),
}
_IS_A_TABLE = words("table of ideas")
_NO_STATE = words("“{state}” is no state. There are: {known}")
_NO_AMOUNT = words("“{text}” is no amount of money in {currency}")
_LEFT_OUT = {
    **dict.fromkeys(("rejected", "abgelehnt"), words("rejected there")),
    **dict.fromkeys(("withdrawn", "zurückgezogen"), words("withdrawn there")),
    **dict.fromkeys(("hidden", "verborgen"), words("hidden there")),
}


def read(rows: Rows, wishes: Wishes) -> Findings:
    """The ideas."""
    rows.demand(_IS_A_TABLE, _NUMBER, _TITLE, _TEXT)
    yield from rows.each(lambda row: _found(row, wishes))


def _found(row: Row, wishes: Wishes) -> Finding:
    state = row.cell(*_STATE).casefold()
    if why := _LEFT_OUT.get(state):
        return LeftOut(row.place, why)
    if state not in _STANDINGS:
        known = ", ".join(each for each in (*_STANDINGS, *_LEFT_OUT) if each)
        return Mistake(row.place, filled(_NO_STATE, state=state[:40], known=known))
    day, location = day_of(row.cell(*_DAY)), location_of(row)
    try:
        cost = parse_cents(row.cell(*_COST), wishes.currency) if row.cell(*_COST) else None
    except AmountIsNotMoney as wrong:
        return Mistake(row.place, filled(_NO_AMOUNT, text=wrong.text[:40], currency=wrong.currency))
    area = row.cell(wishes.area_heading) if wishes.area_heading else row.cell(*_AREA)
    text, title, spot = plain_words(row.cell(*_TEXT)), row.cell(*_TITLE), row.cell(*_SPOT)
    standing = _STANDINGS[state]
    return Found(row.place, row.cell(*_NUMBER), title, text, standing, area, spot, day, cost, location)
