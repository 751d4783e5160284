"""Invitation codes: shown once, when they are made."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.api.versions import SeenVersions
from services.residents.api.at_hand import SHOWN_ONCE, TheDatabase, TheVault
from services.residents.api.bodies import CodeBody, Number, NumberBody
from services.residents.api.code_files import CSV_ANSWER, file_of
from services.residents.use_cases.invite_people import invite_again, invite_people
from services.residents.use_cases.replace_invitation import replace_invitation
from services.residents.use_cases.withdraw_invitations import withdraw_invitations

router = APIRouter(
    prefix="/api/residents/v1/rounds/{round_id}/invitations",
    tags=["invitations"],
    dependencies=[Depends(staff_with("data-entry-officer", "administrator"))],
)

_FILE = "invitations.csv"


@router.post("", status_code=201, response_class=Response, responses=CSV_ANSWER)
async def new_invitations(round_id: UUID, database: TheDatabase, vault: TheVault, seen: SeenVersions) -> Response:
    """A CSV file ``number,code`` of everyone on the roll who had no code yet.

    The codes are shown this once: only their HMACs are kept. If the file is lost, withdraw the codes and make new ones.
    """
    return file_of(await invite_people(round_id, vault.code_pepper, database, seen), _FILE)


@router.post("/again", status_code=201, response_class=Response, responses=CSV_ANSWER)
async def new_letters(round_id: UUID, database: TheDatabase, vault: TheVault, seen: SeenVersions) -> Response:
    """A CSV file ``number,code`` of everyone who has not used a code in a poll that is open; their old codes end.

    For a list or letters that were lost. Whoever has used the code keeps it, and is not in the file.
    """
    return file_of(await invite_again(round_id, vault.code_pepper, database, seen), _FILE)


@router.post("/replacements", status_code=201)
async def replaced_invitation(
    round_id: UUID,
    body: NumberBody,
    response: Response,
    database: TheDatabase,
    vault: TheVault,
    seen: SeenVersions,
) -> CodeBody:
    """A new code for the person with the number, whose old one ends: for letters that went astray.

    The number may be typed without its zeros if it is clear who is meant. Refused for whoever has used the code in a
    poll that is open.
    """
    response.headers.update(SHOWN_ONCE)
    number, code = await replace_invitation(round_id, body.number, vault.code_pepper, database, seen)
    return CodeBody(number=number, code=code)


@router.post("/{number}", status_code=201)
async def new_invitation(
    round_id: UUID, number: Number, response: Response, database: TheDatabase, vault: TheVault, seen: SeenVersions
) -> CodeBody:
    """The same with the number in the address."""
    return await replaced_invitation(round_id, NumberBody(number=number), response, database, vault, seen)


@router.delete("", status_code=204)
async def no_invitations(round_id: UUID, database: TheDatabase, seen: SeenVersions) -> None:
    """Make every code of the round worthless, so that new ones can be made."""
    await withdraw_invitations(round_id, database, seen)
