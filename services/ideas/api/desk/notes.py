"""Notes of the staff about an idea, over HTTP. No outlet to the public has them."""

from uuid import UUID

from fastapi import APIRouter

from libs.shared.platform.api.paging import ListBody, whole_list
from services.ideas.api.at_hand import TheRuntime
from services.ideas.api.desk.answer_bodies import NewNoteBody, NoteBody
from services.ideas.api.desk.at_desk import AtDesk
from services.ideas.use_cases.desk.write_notes import see_notes, take_note_away, write_note

router = APIRouter(prefix="/api/ideas/v1/desk/ideas/{number}/notes", tags=["desk"])


@router.get("")
async def notes(number: str, desk: AtDesk, runtime: TheRuntime) -> ListBody[NoteBody]:
    """What staff told each other about the idea, oldest first."""
    found = await see_notes(number, runtime.database)
    return whole_list([NoteBody.model_validate(each, from_attributes=True) for each in found])


@router.post("", status_code=201)
async def new_note(number: str, body: NewNoteBody, desk: AtDesk, runtime: TheRuntime) -> NoteBody:
    """Write a note. It is erased after a year."""
    return NoteBody.model_validate(await write_note(number, body.text, desk, runtime.database), from_attributes=True)


@router.delete("/{note_id}", status_code=204)
async def no_note(number: str, note_id: UUID, desk: AtDesk, runtime: TheRuntime) -> None:
    """Erase a note of your own."""
    await take_note_away(number, note_id, desk, runtime.database)
