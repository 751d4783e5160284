"""Response templates over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from libs.shared.platform.api.paging import ListBody, whole_list
from services.ideas.api.at_hand import Office, TheRuntime
from services.ideas.api.desk.answer_bodies import FilledTemplateBody, TemplateBody, TemplateWish
from services.ideas.api.desk.at_desk import AtDesk
from services.ideas.use_cases.desk.keep_templates import (
    add_template,
    change_template,
    fill_templates,
    list_templates,
    take_template_away,
)

router = APIRouter(prefix="/api/ideas/v1/desk", tags=["desk"])


@router.get("/templates")
async def templates(staff: Office, runtime: TheRuntime) -> ListBody[TemplateBody]:
    """What is often answered, by name."""
    found = await list_templates(runtime.database)
    return whole_list([TemplateBody.model_validate(each, from_attributes=True) for each in found])


@router.post("/templates", status_code=201)
async def new_template(body: TemplateWish, staff: Office, runtime: TheRuntime) -> TemplateBody:
    """Keep a text to answer by."""
    made = await add_template(body.name, dict(body.texts), runtime.database)
    return TemplateBody.model_validate(made, from_attributes=True)


@router.put("/templates/{template_id}")
async def other_template(template_id: UUID, body: TemplateWish, staff: Office, runtime: TheRuntime) -> TemplateBody:
    """Say it otherwise. What was answered by it stays as it is."""
    changed = await change_template(body.changed(template_id), runtime.database)
    return TemplateBody.model_validate(changed, from_attributes=True)


@router.delete("/templates/{template_id}", status_code=204)
async def no_template(template_id: UUID, staff: Office, runtime: TheRuntime) -> None:
    """Answer by it no more."""
    await take_template_away(template_id, runtime.database)


@router.get("/ideas/{number}/templates")
async def filled(number: str, desk: AtDesk, runtime: TheRuntime) -> ListBody[FilledTemplateBody]:
    """All templates as they read for the idea, in the language of whoever suggested it."""
    found = await fill_templates(number, runtime.database)
    return whole_list([FilledTemplateBody.model_validate(each, from_attributes=True) for each in found])
