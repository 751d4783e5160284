"""Opinions of departments over HTTP. No outlet to the public has them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from libs.shared.platform.api.paging import ListBody, WantedPage, list_body, whole_list
from services.ideas.api.at_hand import Office, TheRuntime
from services.ideas.api.desk.at_desk import AtDesk
from services.ideas.api.desk.opinion_bodies import (
    GivenOpinionBody,
    NewOpinionsBody,
    OpinionBody,
    OpinionOfIdeaBody,
)
from services.ideas.domain.desk.opinion import OpinionsWanted, WantedOpinions
from services.ideas.use_cases.desk.ask_opinions import (
    ask_departments,
    list_opinions,
    see_opinions,
    take_question_back,
    write_opinion_down,
)

router = APIRouter(prefix="/api/ideas/v1/desk", tags=["desk"])


@router.get("/opinions")
async def opinions_of_all(
    page: WantedPage,
    desk: AtDesk,
    runtime: TheRuntime,
    state: Annotated[
        OpinionsWanted, Query(description="Those that are awaited, of these the overdue, or those given.")
    ] = "open",
    department_id: Annotated[UUID | None, Query(description="Of this department alone.")] = None,
) -> ListBody[OpinionOfIdeaBody]:
    """The opinions of all ideas: by their deadline those that are awaited, newest first those that are there."""
    found = await list_opinions(WantedOpinions(state, department_id), desk, page, runtime.database)
    return list_body([OpinionOfIdeaBody.of_idea(*each, desk.now) for each in found.items], found, page)


@router.get("/ideas/{number}/opinions")
async def opinions(number: str, desk: AtDesk, runtime: TheRuntime) -> ListBody[OpinionBody]:
    """What departments were asked about the idea, and what they said; first asked first."""
    found = await see_opinions(number, runtime.database)
    return whole_list([OpinionBody.of(each, desk.now) for each in found])


@router.post("/ideas/{number}/opinions", status_code=201)
async def new_opinions(number: str, body: NewOpinionsBody, desk: AtDesk, runtime: TheRuntime) -> ListBody[OpinionBody]:
    """Ask departments for their opinion: all that are named, or none if one of them was asked already (409)."""
    asked = await ask_departments(number, body.asked(), desk, runtime.database)
    return whole_list([OpinionBody.of(each, desk.now) for each in asked])


@router.post("/ideas/{number}/opinions/{opinion_id}/answer")
async def given(
    number: str, opinion_id: UUID, body: GivenOpinionBody, desk: AtDesk, runtime: TheRuntime
) -> OpinionBody:
    """Write down what the department said. It is never overwritten: 409 ``opinion-is-given`` if it has answered."""
    said = await write_opinion_down(number, opinion_id, body.stance, body.text, desk, runtime.database)
    return OpinionBody.of(said, desk.now)


@router.delete("/ideas/{number}/opinions/{opinion_id}", status_code=204)
async def no_opinion(number: str, opinion_id: UUID, staff: Office, runtime: TheRuntime) -> None:
    """Ask the department no more; 409 ``opinion-is-given`` if it has answered."""
    await take_question_back(number, opinion_id, runtime.database)
