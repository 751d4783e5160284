"""What helps whoever drafts a poll: templates of terms, and the terms of the last poll."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from libs.shared.platform.access.staff import Staff, signed_in
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, whole_list
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database
from services.voting.api.policy_bodies import ComparisonBody, TemplateBody
from services.voting.domain.polls.differences import differences
from services.voting.domain.polls.templates import TEMPLATES
from services.voting.use_cases.polls.compare_draft import compare_draft

routes = APIRouter(prefix="/api/voting/v1", tags=["polls"])

Db = Annotated[Database, Depends(database_of)]
SignedIn = Annotated[Staff, Depends(signed_in)]


@routes.get("/poll-templates")
async def templates(language: ReadLanguage) -> ListBody[TemplateBody]:
    """Terms to begin a draft with, as other towns vote, and where theirs are written. Change whatever is not yours."""
    return whole_list([TemplateBody.of(template, language) for template in TEMPLATES])


@routes.get("/polls/{poll_id}/comparison")
async def comparison(poll_id: UUID, staff: SignedIn, database: Db) -> ComparisonBody:
    """What of the poll's terms is not as it was last time."""
    poll, earlier = await compare_draft(poll_id, database)
    return ComparisonBody.of(poll, earlier, differences(poll.terms, earlier.terms) if earlier else [])
