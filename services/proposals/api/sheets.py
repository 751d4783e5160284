"""What the office says of a proposal, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.running.runtime import Runtime, runtime_of
from services.proposals.api.proposal_bodies import ProposalBody
from services.proposals.api.sheet_bodies import WantedSheet
from services.proposals.api.visitors import ProposalVisitor
from services.proposals.use_cases.write_sheet import WriteSheet, write_sheet

router = APIRouter(prefix="/api/proposals/v1/proposals/{number}/sheet", tags=["proposals"])


@router.put("", dependencies=[Depends(staff_with("moderator", "administrator"))])
async def written_sheet(
    number: str,
    body: WantedSheet,
    visitor: ProposalVisitor,
    seen_versions: SeenVersions,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> ProposalBody:
    """Say what the proposal is in full: this takes the place of all that was said so.

    Until the proposal is accepted its cost is what the lines add up to; from then on they must add up to its cost.
    """
    command = WriteSheet(number, visitor, body.sheet(), seen_versions)
    return ProposalBody.of_seen(await write_sheet(command, runtime.database, runtime.clock), language)
