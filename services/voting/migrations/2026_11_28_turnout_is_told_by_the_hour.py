"""Turnout is told by the hour, and no ballot has an announcement, a time, or a small cell of its own any more.

What was written of each ballot before loses what it told; polls whose boxes are closed get their turnout told in one.
"""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_28_turnout_by_the_hour"
down_revision = "2026_11_28_words_of_the_office_are_kept_apart"

_SHOWN_FROM = 10
_Cells = dict[tuple[str, UUID | None], int]


def upgrade() -> None:
    op.create_table(
        "turnouts",
        sa.Column("poll_id", sa.Uuid, sa.ForeignKey("polls.poll_id"), primary_key=True),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", JSONB, nullable=False),
    )
    op.alter_column("sealed_ballots", "channel", nullable=True)
    if op.get_context().as_sql:
        return
    sealed = sa.text("select poll_id, sealed_at from polls where sealed_at is not null")
    for poll_id, sealed_at in op.get_bind().execute(sealed).all():
        cells = _cells_of(poll_id)
        _tell(poll_id, sealed_at, cells)
        _blank_small(poll_id, cells)
    op.execute("""
        update journal set recorded_at = date_trunc('hour', clock_timestamp()),
        data = jsonb_build_object('poll_id', subject)
        where type in ('voting.ballot-cast.v1', 'voting.ballot-replaced.v1')
    """)


def _cells_of(poll_id: UUID) -> _Cells:
    found = op.get_bind().execute(
        sa.text("""
            select channel, area_id, count(*) from sealed_ballots
            where poll_id = :poll_id and not was_replaced group by channel, area_id
        """),
        {"poll_id": poll_id},
    )
    return {(channel, area_id): ballots for channel, area_id, ballots in found}


def _tell(poll_id: UUID, sealed_at: Any, cells: _Cells) -> None:
    channels: Counter[str] = Counter()
    areas: Counter[str] = Counter()
    for (channel, area_id), ballots in cells.items():
        channels[channel] += ballots
        areas[str(area_id or "")] += ballots
    told: dict[str, Any] = {"ballots": sum(cells.values())}
    told |= {"by_channel": _shown(channels), "by_area": _shown(areas)}
    event = {
        "poll_id": str(poll_id),
        "as_of": sealed_at.isoformat(),
        "is_final": True,
        "ballots": told["ballots"],
        "by_channel": [{"channel": channel, "ballots": n} for channel, n in told["by_channel"].items()],
        "by_area": [{"area_id": area or None, "ballots": n} for area, n in told["by_area"].items()],
    }
    op.get_bind().execute(
        sa.text("insert into turnouts (poll_id, as_of, told) values (:poll_id, :as_of, cast(:told as jsonb))"),
        {"poll_id": poll_id, "as_of": sealed_at, "told": json.dumps(told)},
    )
    op.get_bind().execute(
        sa.text("""
            insert into journal (event_id, type, subject, data)
            values (:id, 'voting.turnout-announced.v1', :poll_id, cast(:data as jsonb))
        """),
        {"id": uuid4(), "poll_id": poll_id, "data": json.dumps(event)},
    )


def _shown(cells: Mapping[str, int]) -> dict[str, int]:
    """As ``small_cells.py`` had it on that day."""
    cut = _SHOWN_FROM - 1
    small = {ballots for ballots in cells.values() if ballots <= cut}
    if len(small) == 1:
        cut = min((ballots for ballots in cells.values() if ballots > cut), default=cut)
    return {cell: ballots for cell, ballots in cells.items() if ballots > cut}


def _blank_small(poll_id: UUID, cells: _Cells) -> None:
    blank, hidden = [], 0
    for cell in sorted(cells, key=lambda cell: (cells[cell], str(cell))):
        if cells[cell] >= _SHOWN_FROM and (hidden == 0 or hidden >= _SHOWN_FROM):
            break
        blank.append(cell)
        hidden += cells[cell]
    kept = [cell for cell in cells if cell not in blank]
    op.get_bind().execute(
        sa.text("""
            update sealed_ballots set channel = null, area_id = null
            where poll_id = :poll_id and not exists (
                select from unnest(cast(:channels as text[]), cast(:areas as uuid[])) as large (channel, area_id)
                where large.channel = sealed_ballots.channel
                and large.area_id is not distinct from sealed_ballots.area_id
            )
        """),
        {"poll_id": poll_id, "channels": [channel for channel, _ in kept], "areas": [area for _, area in kept]},
    )
