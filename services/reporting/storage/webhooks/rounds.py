"""Which round an event is of: as it says itself, or as events of before said of what it is about."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.envelope import Envelope
from services.reporting.storage.webhooks.tables import RoundOfRow

_LEADS = ("poll_id", "proposal_id", "idea_id", "offer_id")


async def learned(session: AsyncSession, envelopes: Sequence[Envelope]) -> dict[UUID, UUID]:
    """The round of each event that is of one, by the event's id; what it says of things is kept."""
    about = {one.id: _about(one) for one in envelopes}
    known = await _known(session, {each for ids in about.values() for each in ids})
    fresh: dict[UUID, UUID] = {}
    found: dict[UUID, UUID] = {}
    for one in envelopes:
        said = _said(one) or next((known[each] for each in about[one.id] if each in known), None)
        if said is None:
            continue
        found[one.id] = said
        fresh |= {each: said for each in about[one.id] if known.get(each) != said}
        known |= dict.fromkeys(about[one.id], said)
    if fresh:
        await _keep(session, fresh)
    return found


def _said(envelope: Envelope) -> UUID | None:
    return _id(envelope, "round_id")


def _about(envelope: Envelope) -> list[UUID]:
    with suppress(ValueError):
        leads = [_id(envelope, name) for name in _LEADS]
        return [UUID(envelope.subject), *(each for each in leads if each)]
    return []


def _id(envelope: Envelope, name: str) -> UUID | None:
    given = envelope.data.get(name) if isinstance(envelope.data, dict) else getattr(envelope.data, name, None)
    try:
        return UUID(str(given)) if given else None
    except ValueError:
        return None


async def _known(session: AsyncSession, ids: set[UUID]) -> dict[UUID, UUID]:
    if not ids:
        return {}
    rows = await session.execute(select(RoundOfRow.about, RoundOfRow.round_id).where(RoundOfRow.about.in_(ids)))
    return dict(rows.all())


async def _keep(session: AsyncSession, rounds: dict[UUID, UUID]) -> None:
    rows = [{"about": about, "round_id": rounds[about]} for about in sorted(rounds)]
    adding = insert(RoundOfRow).values(rows)
    await session.execute(
        adding.on_conflict_do_update(index_elements=["about"], set_={"round_id": adding.excluded.round_id})
    )
