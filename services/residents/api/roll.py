"""The roll of a round."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request

from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.api.versions import SeenVersions
from services.residents.api.at_hand import TheDatabase
from services.residents.api.bodies import RollBody
from services.residents.domain.errors import RollIsTooLarge
from services.residents.domain.roll import MAX_BYTES
from services.residents.use_cases.count_roll import count_roll
from services.residents.use_cases.erase_roll import erase_roll
from services.residents.use_cases.import_roll import import_roll

router = APIRouter(prefix="/api/residents/v1/rounds/{round_id}/roll", tags=["roll"])

_may_change = [Depends(staff_with("data-entry-officer", "administrator"))]
_may_read = [Depends(staff_with("data-entry-officer", "administrator", "returning-officer", "moderator", "auditor"))]
_may_erase = [Depends(staff_with("administrator"))]
_csv_body = {"requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}}


@router.post("", status_code=201, dependencies=_may_change, openapi_extra=_csv_body)
async def new_roll(round_id: UUID, request: Request, database: TheDatabase, seen: SeenVersions) -> RollBody:
    """Make the roll hold exactly the people in the file, if every line of it is good.

    A table with the headings ``number,area``, separated by comma, semicolon or tab, in UTF-8 or Windows-1252. The
    number is the council's own and unique; the area is the name of one of the round's, or empty. Further columns are
    not kept. Importing again adds who is new, moves who moved, and removes who is missing; codes stay valid.
    """
    return RollBody.of(await import_roll(round_id, await _content(request), database, seen))


@router.get("", dependencies=_may_read)
async def the_roll(round_id: UUID, database: TheDatabase) -> RollBody:
    """The roll in figures. Nobody's entry is ever shown."""
    return RollBody.of(await count_roll(round_id, database))


@router.delete("", status_code=204, dependencies=_may_erase)
async def erased_roll(round_id: UUID, database: TheDatabase, seen: SeenVersions) -> None:
    """Forget everyone on the roll; their codes end. Ballots that were cast stay counted."""
    await erase_roll(round_id, database, seen)


async def _content(request: Request) -> bytes:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MAX_BYTES:
            raise RollIsTooLarge(MAX_BYTES)
    return bytes(content)
