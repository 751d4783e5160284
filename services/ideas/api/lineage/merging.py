"""Merging ideas over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from libs.shared.kernel.key import Visitor
from libs.shared.platform.access.staff import Staff, roles_of
from libs.shared.platform.api.languages import Language, ReadLanguage
from libs.shared.platform.api.typed import PlainSigns
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.running.runtime import Runtime
from services.ideas.api.at_hand import Office, TheRuntime
from services.ideas.api.idea_bodies import IdeaBody
from services.ideas.api.lineage.merging_bodies import MergePreviewBody, NewMerge, Undoing
from services.ideas.use_cases.lineage.merge_idea import merge_idea, preview_merge, undo_merge
from services.ideas.use_cases.see_idea import see_idea

router = APIRouter(prefix="/api/ideas/v1/ideas/{number}/merge", tags=["merging"])


@router.get("")
async def merge_to_come(
    number: str,
    into: Annotated[PlainSigns, Query(min_length=1, max_length=60, description="Number of the idea to carry it on.")],
    staff: Office,
    runtime: TheRuntime,
) -> MergePreviewBody:
    """What merging the idea into the other would come to. Nothing is done; what hinders it is told as an error."""
    return MergePreviewBody.of(await preview_merge(number, into, runtime.database))


@router.post("")
async def merged(
    number: str, body: NewMerge, staff: Office, seen: SeenVersions, language: ReadLanguage, runtime: TheRuntime
) -> IdeaBody:
    """Merge the idea into another, which carries it on: its supporters and followers go along, its number stays."""
    await merge_idea(body.command(number, seen), runtime.database, runtime.clock)
    return await as_it_is(number, staff, language, runtime)


@router.post("/undone")
async def merge_undone(
    number: str, body: Undoing, staff: Office, seen: SeenVersions, language: ReadLanguage, runtime: TheRuntime
) -> IdeaBody:
    """Let the idea go its own way again, from where it stood, unless something rests on the merging by now."""
    await undo_merge(number, body.reason, runtime.database, runtime.clock, seen)
    return await as_it_is(number, staff, language, runtime)


async def as_it_is(number: str, staff: Staff, language: Language, runtime: Runtime) -> IdeaBody:
    """The idea as staff see it now."""
    seen = await see_idea(number, Visitor(roles_of(staff)), runtime.database)
    return IdeaBody.of_seen(seen, language, runtime.clock.now())
