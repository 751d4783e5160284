"""Codes for rehearsals: shown once, when they are made."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from libs.shared.platform.access.staff import staff_with
from services.residents.api.at_hand import TheDatabase, TheVault
from services.residents.api.bodies import WantedTestCodesBody
from services.residents.api.code_files import CSV_ANSWER, file_of
from services.residents.use_cases.make_test_codes import make_test_codes

router = APIRouter(
    prefix="/api/residents/v1/rehearsals/{poll_id}/codes",
    tags=["invitations"],
    dependencies=[Depends(staff_with("returning-officer", "data-entry-officer", "administrator"))],
)


@router.post("", status_code=201, response_class=Response, responses=CSV_ANSWER)
async def new_test_codes(poll_id: UUID, body: WantedTestCodesBody, database: TheDatabase, vault: TheVault) -> Response:
    """A CSV file ``number,code`` of new codes for a rehearsal that is published or open.

    They are nobody's, are good for this rehearsal alone, and end with it. The codes are shown this once.
    """
    return file_of(await make_test_codes(poll_id, body.count, vault.code_pepper, database), "test-codes.csv")
