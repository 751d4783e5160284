"""Ideas out of a file over HTTP: looked at first, then taken in the background."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from libs.shared.kernel.spreadsheets import as_csv
from libs.shared.kernel.typed_text import same_name
from libs.shared.kernel.words import Words, in_language, words
from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.api.described import a_file, file_of
from libs.shared.platform.api.files import file_in
from libs.shared.platform.api.languages import Language, ReadLanguage
from libs.shared.platform.api.paging import ListBody, whole_list
from libs.shared.platform.api.typed import CleanLine
from services.ideas.api.at_hand import MODERATION, Office, TheRuntime
from services.ideas.api.moving_in.bodies import ImportBody, ImportItem
from services.ideas.api.moving_in.reading import read_file
from services.ideas.domain.moving_in.errors import FileIsTooLarge
from services.ideas.domain.moving_in.formats import Format
from services.ideas.domain.moving_in.found import Wishes
from services.ideas.domain.moving_in.importing import LARGEST, MOST_IDEAS, Kind
from services.ideas.use_cases.moving_in.import_ideas import (
    Bringer,
    all_unmoved,
    demand_round,
    give_import_up,
    see_import,
    see_imports,
    show_import,
    start_import,
)

router = APIRouter(
    prefix="/api/ideas/v1/rounds/{round_id}/imports", tags=["rounds"], dependencies=[Depends(staff_with(*MODERATION))]
)

_KINDS: dict[Kind, Words] = {
    "stays": words("stays behind"),
    "wrong": words("cannot be taken"),
    "refused": words("was refused"),
}
_HEADINGS = (words("line"), words("what became of it"), words("why"))
_CSV = file_of("text/csv", "A line of the file that was not taken a line, and why.")


@router.post("", status_code=201, openapi_extra=a_file("text/csv"))
async def shown_file(
    round_id: UUID,
    request: Request,
    staff: Office,
    language: ReadLanguage,
    runtime: TheRuntime,
    file_format: Annotated[Format, Query(alias="format", description="What wrote it; `csv` is a table of your own.")],
    ideas_language: Annotated[Language, Query(description="Which of the file's languages to take.")] = "en",
    area_column: Annotated[CleanLine, Query(max_length=200, description="Which heading names the part of town.")] = "",
) -> ImportBody:
    """What would become of a file of ideas, as CSV or JSON. Nothing is taken; the file waits two days to be taken.

    It may have 20 megabytes and 20,000 ideas. Who wrote the ideas is not read.
    """
    into = await demand_round(round_id, runtime.database)
    content = await file_in(request, LARGEST, FileIsTooLarge(LARGEST, MOST_IDEAS))
    wishes = Wishes(ideas_language, into.currency, same_name(area_column))
    read = await asyncio.to_thread(read_file, content, file_format, wishes, into)
    by = Bringer(staff.staff_id, frozenset(staff.roles), runtime.clock.now())
    return ImportBody.of_seen(await show_import(round_id, read, by, runtime.database), language)


@router.get("")
async def the_imports(round_id: UUID, runtime: TheRuntime) -> ListBody[ImportItem]:
    """The round's imports of the last ninety days, the newest first."""
    return whole_list([ImportItem.of(each) for each in await see_imports(round_id, runtime.database)])


@router.get("/{import_id}")
async def one_import(round_id: UUID, import_id: UUID, language: ReadLanguage, runtime: TheRuntime) -> ImportBody:
    """How far it is."""
    return ImportBody.of_seen(await see_import(round_id, import_id, runtime.database), language)


@router.post("/{import_id}")
async def started_import(round_id: UUID, import_id: UUID, language: ReadLanguage, runtime: TheRuntime) -> ImportBody:
    """Take the ideas of the file, in the background: each comes in as any other, and once, whatever breaks off."""
    return ImportBody.of_seen(await start_import(round_id, import_id, runtime.database, runtime.clock), language)


@router.delete("/{import_id}", status_code=204)
async def no_import_of_ideas(round_id: UUID, import_id: UUID, runtime: TheRuntime) -> None:
    """Forget the file; nothing of it was taken."""
    await give_import_up(round_id, import_id, runtime.database)


@router.get("/{import_id}/unmoved", response_class=Response, responses=_CSV)
async def unmoved_lines(round_id: UUID, import_id: UUID, language: ReadLanguage, runtime: TheRuntime) -> Response:
    """Every line of the file that was not taken, and why, as a table."""
    lines = await all_unmoved(round_id, import_id, runtime.database)
    heading = tuple(in_language(each, language) for each in _HEADINGS)
    rows = ((one.line, in_language(_KINDS[one.kind], language), in_language(one.why, language)) for one in lines)
    headers = {"Content-Disposition": 'attachment; filename="not-taken.csv"'}
    return Response(as_csv([heading, *rows]), headers=headers, media_type="text/csv; charset=utf-8")
