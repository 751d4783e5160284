"""Keep response templates, and fill them in for an idea."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from libs.shared.platform.storage.database import Database
from services.ideas.domain.desk.errors import TemplateHasUnknownPlaces
from services.ideas.domain.desk.template import PLACES, Template, unknown_places
from services.ideas.domain.idea import Idea
from services.ideas.storage import ideas, rounds
from services.ideas.storage.desk import departments, queue, templates
from services.ideas.use_cases.see_idea import number_or_id


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A template as it reads for one idea."""

    template_id: UUID
    name: str
    text: str


async def list_templates(database: Database) -> list[Template]:
    """All of them, by name."""
    async with database.reading() as session:
        return await templates.everyone(session)


async def add_template(name: str, texts: Mapping[str, str], database: Database) -> Template:
    """A new template.

    Raises:
        TemplateNameIsTaken: if another has that name.
        TemplateHasUnknownPlaces: if something stands in braces that nothing can be filled in for.
    """
    new = _checked(Template(new_id(), name, texts))
    async with database.transaction(is_shown=False) as tx:
        await templates.add(tx.session, new)
    return new


async def change_template(changed: Template, database: Database) -> Template:
    """The template as it is from now on.

    Raises:
        TemplateIsNotKnown: if there is none.
        TemplateNameIsTaken: if another has that name.
        TemplateHasUnknownPlaces: if something stands in braces that nothing can be filled in for.
    """
    async with database.transaction(is_shown=False) as tx:
        await templates.change(tx.session, _checked(changed))
    return changed


async def take_template_away(template_id: UUID, database: Database) -> None:
    """Nobody answers by it any more.

    Raises:
        TemplateIsNotKnown: if there is none.
    """
    async with database.transaction(is_shown=False) as tx:
        await templates.take_away(tx.session, template_id)


async def fill_templates(idea: str, database: Database) -> list[FilledTemplate]:
    """All templates as they read for the idea, in the language of whoever suggested it.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        found = await ideas.get(session, number_or_id(idea))
        values = await _values(session, found)
        return [
            FilledTemplate(each.template_id, each.name, each.filled(found.language, values))
            for each in await templates.everyone(session)
        ]


def _checked(template: Template) -> Template:
    unknown = [name for text in template.texts.values() for name in unknown_places(text)]
    if unknown:
        raise TemplateHasUnknownPlaces(unknown, PLACES)
    return template


async def _values(session: AsyncSession, idea: Idea) -> dict[str, str]:
    within = await rounds.get(session, idea.round_id)
    place = await queue.one(session, idea.idea_id)
    department = (await departments.get(session, place.department_id)).name if place.department_id else ""
    area = next((area.name for area in within.areas if area.area_id == idea.area_id), "")
    return {"number": idea.number, "title": idea.title, "area": area, "department": department}
