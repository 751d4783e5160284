"""A day and an hour typed on the council's clock, and the two nights of the year in which that clock is changed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import Message, say

WHICH = "-which"
"""Ends the name of the field that says which of two equal hours is meant."""

FIRST, SECOND = "first", "second"
WHICH_ONES: list[tuple[str, Message]] = [
    (FIRST, say("The first time, before the clocks are put back")),
    (SECOND, say("The second time, after the clocks were put back")),
]


def read_moment(form: FilledForm, name: str, zone: ZoneInfo) -> str | None:
    """The moment, with its distance from UTC. What is no moment, or could be two, is asked about and never guessed."""
    typed = _typed(form, name)
    if typed is None:
        form.refuse(name, say("Write day and time, such as 2026-10-01T08:00."))
        return None
    first, second = _both(typed, zone)
    if first.utcoffset() == second.utcoffset():
        return first.isoformat()
    if _is_skipped(first, zone):
        form.refuse(name, say("This time does not exist: the clocks are put forward over it. Choose another hour."))
        return None
    which = form.value(name + WHICH)
    if which not in (FIRST, SECOND):
        form.refuse(
            name, say("This time comes twice, for the clocks are put back. Say below which of the two you mean.")
        )
        return None
    return (first if which == FIRST else second).isoformat()


def comes_twice(form: FilledForm, name: str, zone: ZoneInfo) -> bool:
    """Whether what was typed is an hour of the night in which the clocks are put back."""
    if (typed := _typed(form, name)) is None:
        return False
    first, second = _both(typed, zone)
    return first.utcoffset() != second.utcoffset() and not _is_skipped(first, zone)


def as_typed(name: str, moment: str, zone: ZoneInfo) -> dict[str, str]:
    """The moment as one types it, with which of two equal hours it is."""
    here = datetime.fromisoformat(moment).astimezone(zone)
    typed = here.replace(tzinfo=None).isoformat(timespec="seconds" if here.second else "minutes")
    return {name: typed, name + WHICH: SECOND if here.fold else FIRST}


def _typed(form: FilledForm, name: str) -> datetime | None:
    try:
        typed = datetime.fromisoformat(form.value(name))
    except ValueError:
        return None
    return None if typed.tzinfo else typed


def _both(typed: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return typed.replace(tzinfo=zone, fold=0), typed.replace(tzinfo=zone, fold=1)


def _is_skipped(first: datetime, zone: ZoneInfo) -> bool:
    return first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None)
