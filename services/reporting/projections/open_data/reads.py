"""Each dataset's rows, some at a time, in the order of its columns."""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, select

from libs.shared.platform.storage.database import Database
from services.reporting.domain.open_data.dataset import Cell, Dataset, Row
from services.reporting.projections import results, turnout
from services.reporting.projections.board import is_public
from services.reporting.projections.decisions import DECISIONS
from services.reporting.projections.idea_board import IDEAS
from services.reporting.projections.ledger import OFFERS, sums
from services.reporting.projections.open_data.paging import as_cell, pages_by
from services.reporting.projections.open_data.standing import POLLS, ROUNDS
from services.reporting.projections.proposal_board import PROPOSALS
from services.reporting.projections.turnout_tables import Turnout, turnout_of

Read = Callable[[Database, Dataset], AsyncIterator[Sequence[Row]]]

_FEW = 50
"""Rounds and polls that have many lines each are read so many at a time."""


def rows_of(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
    """All rows of the dataset that anybody may know."""
    return _READS[dataset.name](database, dataset)


async def announced(database: Database) -> list[tuple[str, str]]:
    """The id and the name of each poll whose outcome was announced."""
    wanted = select(POLLS.c.poll_id, POLLS.c.name).where(POLLS.c.state == "announced")
    found = pages_by(database, "open_data", wanted, [POLLS.c.poll_id])
    return [(str(poll["poll_id"]), poll["name"]) async for page in found for poll in page]


def _row(dataset: Dataset, told: Mapping[str, Any] | RowMapping) -> list[Cell]:
    return [as_cell(told[name]) for name in dataset.columns]


async def _rounds(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
    async for page in pages_by(database, "open_data", select(ROUNDS), [ROUNDS.c.round_id], _FEW):
        yield [_row(dataset, one) for one in page]


def _parts_of_rounds(part: str) -> Read:
    async def read(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
        wanted = select(ROUNDS.c.round_id, ROUNDS.c[part])
        async for page in pages_by(database, "open_data", wanted, [ROUNDS.c.round_id], _FEW):
            yield [_row(dataset, each | {"round_id": one["round_id"]}) for one in page for each in one[part]]

    return read


async def _areas(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
    wanted = select(ROUNDS.c.round_id, ROUNDS.c.areas, ROUNDS.c.boundaries)
    async for page in pages_by(database, "open_data", wanted, [ROUNDS.c.round_id], _FEW):
        yield [_row(dataset, area) for one in page for area in _drawn(one)]


def _drawn(round_: RowMapping) -> Iterator[Mapping[str, Any]]:
    outlines = round_["boundaries"] or {}
    for area in round_["areas"]:
        outline = outlines.get(area["area_id"])
        yield {**area, "round_id": round_["round_id"], "outline": outline and json.dumps(outline)}


async def _polls(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
    async for page in pages_by(database, "open_data", select(POLLS), [POLLS.c.poll_id]):
        yield [_row(dataset, one) for one in page]


async def _ideas(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
    wanted = select(IDEAS).where(is_public(IDEAS))
    async for page in pages_by(database, "idea_board", wanted, [IDEAS.c.idea_id]):
        yield [_row(dataset, {**_on_the_map(one), "state_label": (one["state_label"] or {}).get("en")}) for one in page]


async def _proposals(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
    wanted = select(PROPOSALS).where(is_public(PROPOSALS))
    async for page in pages_by(database, "proposal_board", wanted, [PROPOSALS.c.proposal_id]):
        yield [_row(dataset, _on_the_map(one)) for one in page]


def _on_the_map(told: RowMapping) -> Mapping[str, Any]:
    where = told["location"]
    return {**told, "longitude": where and where.longitude, "latitude": where and where.latitude}


async def _offers(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
    key = [OFFERS.c.round_id, OFFERS.c.kind, OFFERS.c.unit]
    async for page in pages_by(database, "ledger", select(*key, *sums()).group_by(*key), key):
        yield [_row(dataset, one) for one in page]


async def _outcomes(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
    polls = results.POLLS
    wanted = select(polls).where(polls.c.outcome.is_not(None))
    async for page in pages_by(database, "results", wanted, [polls.c.poll_id], _FEW):
        yield [row for poll in page for row in _projects(dataset, poll)]


def _projects(dataset: Dataset, poll: RowMapping) -> Iterator[Row]:
    nothing = dict.fromkeys(dataset.columns)
    same = {"poll_id": poll["poll_id"], "currency": poll["outcome"]["currency"]}
    for project in poll["outcome"]["projects"]:  # one that was announced before there were options is a project
        yield _row(dataset, nothing | {"kind": "project"} | project | same)


async def _decisions(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
    async for page in pages_by(database, "decisions", select(DECISIONS), [DECISIONS.c.decision_id], _FEW):
        yield [_row(dataset, {**one, **result}) for one in page for result in one["results"]]


async def _turnout(database: Database, dataset: Dataset) -> AsyncIterator[Sequence[Row]]:
    polls = turnout.POLLS
    async for page in pages_by(database, "turnout", select(polls.c.poll_id), [polls.c.poll_id], _FEW):
        for poll in page:
            yield [_row(dataset, line) for line in _lines(dataset, await turnout_of(database, poll["poll_id"]))]


def _lines(dataset: Dataset, told: Turnout) -> Iterable[Mapping[str, Any]]:
    same = dict.fromkeys(dataset.columns) | {
        "poll_id": told.poll_id,
        "as_of": told.as_of,
        "is_final": told.is_final,
    }
    yield same | {"by": "all", "ballots": told.ballots, "people": told.people}
    for channel in told.by_channel:
        yield same | {"by": "channel", "channel": channel.channel, "ballots": channel.ballots}
    for area in told.by_area:
        yield same | {"by": "area", "area_id": area.area_id, "ballots": area.ballots, "people": area.people}
    for hour in told.by_hour:
        yield same | {"by": "hour", "hour": hour.hour, "ballots": hour.ballots}


_READS: Mapping[str, Read] = {
    "rounds": _rounds,
    "phases": _parts_of_rounds("calendar"),
    "areas": _areas,
    "funds": _parts_of_rounds("funds"),
    "ideas": _ideas,
    "proposals": _proposals,
    "offers": _offers,
    "polls": _polls,
    "outcomes": _outcomes,
    "turnout": _turnout,
    "decisions": _decisions,
}
