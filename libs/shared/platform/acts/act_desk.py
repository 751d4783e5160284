"""The act log over HTTP, for auditors and administrators: what staff did in this service."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from libs.shared.kernel.act_chain import Entry
from libs.shared.kernel.spreadsheets import as_csv
from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.acts import act_rows, noting
from libs.shared.platform.api.described import file_of
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.storage.database import Database

COLUMNS = ("service", "number", "at", "staff", "what", "on", "outcome", "client", "previous", "digest")
"""The columns of the file: those of an entry, then its digest."""


class ActBody(BaseModel):
    """One act of staff. ``staff_id`` is the account's; of an unknown name nothing is kept."""

    number: int
    at: datetime
    staff_id: UUID | None
    what: str
    on: str
    outcome: str
    client: str | None
    previous: str
    digest: str


class ActsBody(BaseModel):
    """Some acts, newest first. ``earlier`` is what to ask for next as ``before``; none at the beginning."""

    items: list[ActBody]
    earlier: int | None


def router(service: ServiceName) -> APIRouter:
    """Routes to read the service's act log."""
    routes = APIRouter(
        prefix=f"/api/{service}/v1/acts",
        tags=["act log"],
        dependencies=[Depends(staff_with("auditor", "administrator"))],
    )

    @routes.get("")
    async def some_acts(
        database: Annotated[Database, Depends(database_of)],
        before: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
        at_most: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> ActsBody:
        """What staff did, newest first: who, when, what, on what, and how it ended."""
        async with database.reading() as session:
            rows = await act_rows.newest(session, before, at_most)
        items = [ActBody.model_validate(row, from_attributes=True) for row in rows]
        return ActsBody(items=items, earlier=items[-1].number if items and items[-1].number > 1 else None)

    @routes.get(
        "/file",
        response_class=StreamingResponse,
        dependencies=[Depends(noting.telling)],
        responses=file_of("text/csv", "The whole chain, oldest first."),
    )
    async def file_of_acts(runtime: Annotated[Runtime, Depends(runtime_of)]) -> StreamingResponse:
        """The whole chain, oldest first, as CSV. ``commonpurse verify-acts FILE`` checks it."""
        headers = {"Content-Disposition": f'attachment; filename="acts-{service}.csv"', "Cache-Control": "no-store"}
        lines = _lines(runtime.database, service)
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)

    return routes


async def _lines(database: Database, service: ServiceName) -> AsyncIterator[str]:
    yield as_csv([COLUMNS])
    async with database.reading() as session:
        async for row in act_rows.whole(session):
            yield as_csv([_cells(act_rows.entry_of(row, service), row.digest)])


def _cells(entry: Entry, digest: str) -> tuple[object, ...]:
    return *(getattr(entry, name) for name in COLUMNS[:-1]), digest
