"""Drafts of workflows over HTTP: for staff alone, and changed by administrators."""

from fastapi import APIRouter

from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, whole_list
from libs.shared.platform.api.versions import SeenVersions
from services.ideas.api.at_hand import Office, TheDatabase, TheRuntime
from services.ideas.api.workflows.definition_bodies import DefinitionBody
from services.ideas.api.workflows.draft_bodies import DraftBody, DraftItem, PublishDraftBody
from services.ideas.api.workflows.published_workflow_bodies import WorkflowBody
from services.ideas.api.workflows.workflows import Administrator
from services.ideas.domain.workflows.draft import Editor
from services.ideas.use_cases.workflows.keep_drafts import (
    keep_draft,
    list_drafts,
    see_draft,
    throw_draft_away,
)
from services.ideas.use_cases.workflows.publish_workflow import publish_draft

router = APIRouter(prefix="/api/ideas/v1/workflow-drafts", tags=["workflows"])


@router.get("")
async def all_drafts(staff: Office, language: ReadLanguage, database: TheDatabase) -> ListBody[DraftItem]:
    """The drafts that there are, by the names of their workflows."""
    return whole_list([DraftItem.of(each, language) for each in await list_drafts(database)])


@router.get("/{workflow}")
async def one_draft(workflow: str, staff: Office, language: ReadLanguage, database: TheDatabase) -> DraftBody:
    """The draft of the workflow: what is wrong with it, and what it would change."""
    return DraftBody.of_draft(await see_draft(workflow, database), language)


@router.put("/{workflow}")
async def kept_draft(
    workflow: str,
    body: DefinitionBody,
    staff: Administrator,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> DraftBody:
    """Keep this as the draft of the workflow. It may have faults, which the answer names; no idea goes by it.

    ``If-Match`` is the draft's `version`; where there is no draft yet, that of the workflow from which it begins.
    """
    editor = Editor(staff.staff_id, runtime.clock.now(), language, seen)
    return DraftBody.of_draft(await keep_draft(workflow, body.definition(), editor, runtime.database), language)


@router.delete("/{workflow}", status_code=204)
async def throwing_away(workflow: str, staff: Administrator, seen: SeenVersions, runtime: TheRuntime) -> None:
    """Throw the draft away. What is published stands as it did."""
    await throw_draft_away(workflow, seen, runtime.database)


@router.post("/{workflow}/publish")
async def publishing(
    workflow: str,
    body: PublishDraftBody,
    staff: Administrator,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> WorkflowBody:
    """Publish the draft as a new version; then there is no draft any more.

    Ideas that are suggested from then on go by it; all others keep the version that they began with. If the draft has
    faults nothing is done, and the answer names each. If a version was published that you do not name as ``replaces``
    nothing is done either (409 ``another-version-stands``): compare the draft with that one first.
    """
    editor = Editor(staff.staff_id, runtime.clock.now(), language, seen)
    return WorkflowBody.of_version(await publish_draft(workflow, body.replaces, editor, runtime.database), language)
