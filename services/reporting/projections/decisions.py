"""Decisions: what council, committees and juries resolved about ideas, without anybody's name."""

from sqlalchemy import Column, MetaData, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from libs.shared.events.decisions import DecisionCorrected, DecisionRecorded
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.facts.subscriptions import Subscriptions
from libs.shared.platform.storage.database import Transaction
from services.reporting.storage.rows import put

TABLES = MetaData()
DECISIONS = Table(
    "decisions",
    TABLES,
    Column("decision_id", Uuid, primary_key=True),
    Column("round_id", Uuid, nullable=False),
    Column("body", Text, nullable=False),
    Column("decided_on", Text, nullable=False),
    Column("paper_number", Text),
    Column("link", Text),
    Column("sitting_id", Uuid),
    Column("results", JSONB, nullable=False),
)


async def _when_decision_is_told(fact: Fact[DecisionRecorded | DecisionCorrected], tx: Transaction) -> None:
    """Keep the record as it stands: a correction tells all of it anew."""
    told = fact.event.model_dump(include={*DECISIONS.columns.keys()} - {"results"})
    results = [result.model_dump(mode="json") for result in fact.event.results]
    await put(tx, DECISIONS, told | {"results": results})


HANDLERS: Subscriptions = {DecisionRecorded: _when_decision_is_told, DecisionCorrected: _when_decision_is_told}
