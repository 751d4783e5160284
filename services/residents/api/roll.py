"""The roll of a round."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request

from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.api.described import a_file
from libs.shared.platform.api.files import file_in
from libs.shared.platform.api.versions import SeenVersions
from services.residents.api.at_hand import TheDatabase
from services.residents.api.roll_bodies import ConfirmedImportBody, RollBody, RollImportBody
from services.residents.domain.errors import RollIsTooLarge
from services.residents.domain.roll import MAX_BYTES
from services.residents.use_cases.count_roll import count_roll
from services.residents.use_cases.erase_roll import erase_roll
from services.residents.use_cases.import_roll import (
    TakeRoll,
    give_import_up,
    import_first_roll,
    show_import,
    shown_again,
    take_roll,
)

router = APIRouter(prefix="/api/residents/v1/rounds/{round_id}/roll", tags=["roll"])

_may_change = [Depends(staff_with("data-entry-officer", "administrator"))]
_may_read = [Depends(staff_with("data-entry-officer", "administrator", "returning-officer", "moderator", "auditor"))]
_may_erase = [Depends(staff_with("administrator"))]
_csv_body = a_file("text/csv")


@router.post("/imports", status_code=201, dependencies=_may_change, openapi_extra=_csv_body)
async def new_import(round_id: UUID, request: Request, database: TheDatabase, seen: SeenVersions) -> RollImportBody:
    """What the file would change, if every line of it is good. Nothing is taken; the file waits to be confirmed.

    A table with the headings ``number,area``, separated by comma, semicolon, tab or bar, in UTF-8 or Windows-1252. The
    number is the council's own and unique; the area is the name of one of the round's, or empty. Further columns are
    not kept.
    """
    return RollImportBody.of(await show_import(round_id, await _content(request), database, seen))


@router.get("/imports/{import_id}", dependencies=_may_change)
async def the_import(round_id: UUID, import_id: UUID, database: TheDatabase) -> RollImportBody:
    """What the file that waits would change now."""
    return RollImportBody.of(await shown_again(round_id, import_id, database))


@router.post("/imports/{import_id}", status_code=201, dependencies=_may_change)
async def confirmed_import(
    round_id: UUID, import_id: UUID, body: ConfirmedImportBody, database: TheDatabase
) -> RollBody:
    """Take the file whose difference was seen. Codes and pseudonyms of those who stay remain valid.

    While a poll of the round is open nobody is removed: say ``missing=keep``.
    """
    return RollBody.of(await take_roll(TakeRoll(round_id, import_id, **body.model_dump()), database))


@router.delete("/imports/{import_id}", status_code=204, dependencies=_may_change)
async def no_import(round_id: UUID, import_id: UUID, database: TheDatabase) -> None:
    """Forget the file that waits; the roll stays as it is."""
    await give_import_up(round_id, import_id, database)


@router.post("", status_code=201, dependencies=_may_change, openapi_extra=_csv_body)
async def new_roll(round_id: UUID, request: Request, database: TheDatabase, seen: SeenVersions) -> RollBody:
    """Take the first roll of a round at once. There is nobody yet whom it could remove.

    A roll that has people already, or a file with doubtful numbers, is answered with 409
    ``roll-change-is-not-confirmed``: nothing was taken, the file waits under ``import_id``.
    """
    return RollBody.of(await import_first_roll(round_id, await _content(request), database, seen))


@router.get("", dependencies=_may_read)
async def the_roll(round_id: UUID, database: TheDatabase) -> RollBody:
    """The roll in figures. Nobody's entry is ever shown."""
    return RollBody.of(await count_roll(round_id, database))


@router.delete("", status_code=204, dependencies=_may_erase)
async def erased_roll(round_id: UUID, database: TheDatabase, seen: SeenVersions) -> None:
    """Forget everyone on the roll; their codes end. Ballots that were cast stay counted."""
    await erase_roll(round_id, database, seen)


async def _content(request: Request) -> bytes:
    return await file_in(request, MAX_BYTES, RollIsTooLarge(MAX_BYTES))
