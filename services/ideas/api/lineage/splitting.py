"""Splitting ideas over HTTP."""

from fastapi import APIRouter

from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.versions import SeenVersions
from services.ideas.api.at_hand import Office, TheRuntime
from services.ideas.api.idea_bodies import IdeaBody
from services.ideas.api.lineage.merging import as_it_is
from services.ideas.api.lineage.merging_bodies import Undoing
from services.ideas.api.lineage.splitting_bodies import NewSplit
from services.ideas.use_cases.lineage.split_idea import split_idea, undo_split

router = APIRouter(prefix="/api/ideas/v1/ideas/{number}/split", tags=["merging"])


@router.post("")
async def idea_split(
    number: str, body: NewSplit, staff: Office, seen: SeenVersions, language: ReadLanguage, runtime: TheRuntime
) -> IdeaBody:
    """Split the idea into new ones, which carry it on: each has a number of its own and stands where this one stood."""
    await split_idea(body.command(number, seen), runtime.database, runtime.clock)
    return await as_it_is(number, staff, language, runtime)


@router.post("/undone")
async def split_undone(
    number: str, body: Undoing, staff: Office, seen: SeenVersions, language: ReadLanguage, runtime: TheRuntime
) -> IdeaBody:
    """Make the parts one idea again, as long as none of them has gone on: this one carries them on then."""
    await undo_split(number, body.reason, runtime.database, runtime.clock, seen)
    return await as_it_is(number, staff, language, runtime)
