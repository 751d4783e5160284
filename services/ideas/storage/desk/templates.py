"""Response templates in the database."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.desk.errors import TemplateIsNotKnown, TemplateNameIsTaken
from services.ideas.domain.desk.template import Template
from services.ideas.storage.desk.answer_tables import TemplateRow


async def everyone(session: AsyncSession) -> list[Template]:
    """All of them, by name."""
    rows = await session.scalars(select(TemplateRow).order_by(TemplateRow.name, TemplateRow.template_id))
    return [Template(row.template_id, row.name, row.texts) for row in rows]


async def get(session: AsyncSession, template_id: UUID) -> Template:
    """The template of that id.

    Raises:
        TemplateIsNotKnown: if there is none.
    """
    row = await session.get(TemplateRow, template_id)
    if row is None:
        raise TemplateIsNotKnown(template_id)
    return Template(row.template_id, row.name, row.texts)


async def add(session: AsyncSession, new: Template) -> None:
    """Keep it.

    Raises:
        TemplateNameIsTaken: if another has that name.
    """
    values = {"template_id": new.template_id, "name": new.name, "texts": dict(new.texts)}
    stored = insert(TemplateRow).values(values).on_conflict_do_nothing().returning(TemplateRow.template_id)
    if await session.scalar(stored) is None:
        raise TemplateNameIsTaken(new.name)


async def change(session: AsyncSession, changed: Template) -> None:
    """Store the template as it is now.

    Raises:
        TemplateIsNotKnown: if there is none.
        TemplateNameIsTaken: if another has that name.
    """
    is_it = update(TemplateRow).where(TemplateRow.template_id == changed.template_id)
    values = is_it.values(name=changed.name, texts=dict(changed.texts)).returning(TemplateRow.template_id)
    try:
        stored = await session.scalar(values)
    except IntegrityError:
        raise TemplateNameIsTaken(changed.name) from None
    if stored is None:
        raise TemplateIsNotKnown(changed.template_id)


async def take_away(session: AsyncSession, template_id: UUID) -> None:
    """Take it off the list.

    Raises:
        TemplateIsNotKnown: if there is none.
    """
    gone = delete(TemplateRow).where(TemplateRow.template_id == template_id).returning(TemplateRow.template_id)
    if await session.scalar(gone) is None:
        raise TemplateIsNotKnown(template_id)
