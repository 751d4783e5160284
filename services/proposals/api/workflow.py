"""The workflow of proposals over HTTP."""

from fastapi import APIRouter

from services.proposals.api.workflow_shape import ShownWorkflow
from services.proposals.domain.workflow import WORKFLOW

router = APIRouter(prefix="/api/proposals/v1/workflow", tags=["proposals"])


@router.get("")
async def the_workflow() -> ShownWorkflow:
    """By which states every proposal goes, who may do what, by which criteria one is refused, and how soon.

    It is one for all rounds, whichever workflow their ideas go by: ballot papers, results and money rest on its states.
    """
    return ShownWorkflow.of(WORKFLOW)
