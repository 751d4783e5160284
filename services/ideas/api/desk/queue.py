"""The desk's queue over HTTP: what waits, the next that nobody is at, and whose it is to answer."""

from fastapi import APIRouter

from libs.shared.kernel.words import in_language
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedPage, list_body, whole_list
from services.ideas.api.at_hand import TheDatabase, TheRuntime
from services.ideas.api.desk.at_desk import AtDesk, WantedHere
from services.ideas.api.desk.bodies import DeskIdeaBody, FiguresBody, GiveToBody, PutBackBody, StateBody
from services.ideas.use_cases.desk.give_to_departments import give_to_department
from services.ideas.use_cases.desk.see_queue import see_figures, see_place, see_queue
from services.ideas.use_cases.desk.take_in_hand import put_back, take_in_hand, take_next
from services.ideas.use_cases.workflows.see_workflows import states_in_use

router = APIRouter(prefix="/api/ideas/v1/desk", tags=["desk"])


@router.get("/ideas")
async def the_queue(
    page: WantedPage, wanted: WantedHere, desk: AtDesk, language: ReadLanguage, database: TheDatabase
) -> ListBody[DeskIdeaBody]:
    """What waits for the town hall, or any ideas that you ask for.

    ``total`` is counted to 10,000, with ``q`` to 1,000.
    """
    found = await see_queue(wanted, desk, page, database)
    return list_body([DeskIdeaBody.of_desk(each, desk, language) for each in found.items], found, page)


@router.get("/figures")
async def the_figures(desk: AtDesk, database: TheDatabase) -> FiguresBody:
    """What waits, what of it is late, and what the last seven days brought."""
    return FiguresBody.model_validate(await see_figures(desk, database), from_attributes=True)


@router.get("/states")
async def the_states(desk: AtDesk, language: ReadLanguage, database: TheDatabase) -> ListBody[StateBody]:
    """The states that ideas can be in, by the workflows that rounds go by now."""
    states = [
        StateBody(state=each.name, label=in_language(each.label, language), waits=each.working_days is not None)
        for each in await states_in_use(database)
    ]
    return whole_list(states)


@router.post("/next")
async def the_next(wanted: WantedHere, desk: AtDesk, language: ReadLanguage, runtime: TheRuntime) -> DeskIdeaBody:
    """Take the first of the queue that nobody is at: it is in your hands for half an hour, and nobody else gets it.

    404 ``nothing-waits`` if there is none.
    """
    return DeskIdeaBody.of_desk(await take_next(wanted, desk, runtime.database), desk, language)


@router.get("/ideas/{number}")
async def a_place(number: str, desk: AtDesk, language: ReadLanguage, database: TheDatabase) -> DeskIdeaBody:
    """The idea as it lies on the desk."""
    return DeskIdeaBody.of_desk(await see_place(number, database), desk, language)


@router.post("/ideas/{number}/take")
async def taking(number: str, desk: AtDesk, language: ReadLanguage, runtime: TheRuntime) -> DeskIdeaBody:
    """Take the idea in hand for half an hour, or for another; 409 ``idea-is-in-other-hands`` if somebody else did."""
    return DeskIdeaBody.of_desk(await take_in_hand(number, desk, runtime.database), desk, language)


@router.post("/ideas/{number}/put-back")
async def putting_back(
    number: str, body: PutBackBody, desk: AtDesk, language: ReadLanguage, runtime: TheRuntime
) -> DeskIdeaBody:
    """Let the idea go, so that it is anybody's next; not yours before tomorrow if you skip it."""
    found = await put_back(number, desk, runtime.database, is_skipped=body.is_skipped)
    return DeskIdeaBody.of_desk(found, desk, language)


@router.put("/ideas/{number}/department")
async def giving(
    number: str, body: GiveToBody, desk: AtDesk, language: ReadLanguage, runtime: TheRuntime
) -> DeskIdeaBody:
    """Say whose the idea is to answer."""
    found = await give_to_department(number, body.department_id, runtime.database)
    return DeskIdeaBody.of_desk(found, desk, language)
