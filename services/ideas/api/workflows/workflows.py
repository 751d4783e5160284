"""Workflows over HTTP: read by anybody, checked and published by staff."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from libs.shared.platform.access.staff import Staff, staff_with
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, whole_list
from libs.shared.platform.api.versions import SeenVersions
from services.ideas.api.at_hand import Office, TheDatabase, TheRuntime
from services.ideas.api.workflows.definition_bodies import DefinitionBody
from services.ideas.api.workflows.published_workflow_bodies import FaultBody, WorkflowBody, WorkflowItem
from services.ideas.domain.workflows.draft import Editor
from services.ideas.use_cases.workflows.publish_workflow import check_workflow, publish_workflow
from services.ideas.use_cases.workflows.see_workflows import list_versions, list_workflows, see_workflow

router = APIRouter(prefix="/api/ideas/v1/workflows", tags=["workflows"])

Administrator = Annotated[Staff, Depends(staff_with("administrator"))]


@router.get("")
async def all_workflows(language: ReadLanguage, database: TheDatabase) -> ListBody[WorkflowItem]:
    """The workflows that there are, each as its newest version."""
    return whole_list([WorkflowItem.of(each, language) for each in await list_workflows(database)])


@router.post("/check")
async def faults(body: DefinitionBody, staff: Office, language: ReadLanguage) -> ListBody[FaultBody]:
    """What is wrong with a workflow, each fault beside its place. Nothing is kept of it."""
    return whole_list([FaultBody.of(each, language) for each in check_workflow(body.definition())])


@router.get("/{workflow}")
async def one_workflow(
    workflow: str,
    language: ReadLanguage,
    database: TheDatabase,
    version_number: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> WorkflowBody:
    """The workflow as it is now, or as the version of that number."""
    return WorkflowBody.of_version(await see_workflow(workflow, version_number, database), language)


@router.get("/{workflow}/versions")
async def all_versions(workflow: str, language: ReadLanguage, database: TheDatabase) -> ListBody[WorkflowItem]:
    """Every version of the workflow, newest first. Each stays, because ideas may go by it."""
    return whole_list([WorkflowItem.of(each, language) for each in await list_versions(workflow, database)])


@router.put("/{workflow}")
async def published_workflow(
    workflow: str,
    body: DefinitionBody,
    staff: Administrator,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> WorkflowBody:
    """Publish the workflow at once: as a new version of the one of that name, or as a new one if there is none.

    Whoever wants to write on it for days, and to compare before publishing, keeps a draft: ``/workflow-drafts``.

    Ideas that are suggested from then on go by it; all others keep the version that they began with. If it has faults
    nothing is done, and the answer names each beside its place.
    """
    editor = Editor(staff.staff_id, runtime.clock.now(), language, seen)
    published = await publish_workflow(workflow, body.definition(), editor, runtime.database)
    return WorkflowBody.of_version(published, language)
