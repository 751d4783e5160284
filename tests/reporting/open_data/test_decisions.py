"""What council, committees and juries decided, as a table for anybody: a line for each idea, and nobody's name."""

from uuid import uuid4

from libs.shared.events.decisions import DecidedIdea, DecisionCorrected
from tests.reporting.open_data.test_datasets import told
from tests.support.eventually import eventually
from tests.support.facts import a_decision_recorded
from tests.support.newsroom import Newsroom


async def test_a_decision_has_a_line_for_each_idea_and_is_corrected_in_all(newsroom: Newsroom) -> None:
    round_id, pond, fence = uuid4(), uuid4(), uuid4()
    recorded = a_decision_recorded(round_id, pond)
    granted = DecidedIdea(idea_id=fence, outcome="deferred", granted_cents=500_00, deferred_until="2027-03-01")
    recorded = recorded.model_copy(update={"body": "jury", "results": [*recorded.results, granted]})
    await newsroom.announce(recorded)

    lines = {row["idea_id"]: row for row in await told(newsroom, "decisions", 2, round_id=round_id)}

    assert lines[str(pond)] == {
        "decision_id": str(recorded.decision_id),
        "idea_id": str(pond),
        "round_id": str(round_id),
        "body": "jury",
        "decided_on": "2026-11-26",
        "paper_number": "DS/0815/IX",
        "link": "https://council.example/0815",
        "sitting_id": None,
        "outcome": "adopted",
        "granted_cents": None,
        "deferred_until": None,
    }
    assert (lines[str(fence)]["granted_cents"], lines[str(fence)]["deferred_until"]) == (500_00, "2027-03-01")
    await newsroom.announce(DecisionCorrected(**recorded.model_dump() | {"paper_number": "DS/0816/IX", "link": None}))

    async def corrected() -> None:
        rows = await told(newsroom, "decisions", 2, round_id=round_id)
        assert {(row["paper_number"], row["link"]) for row in rows} == {("DS/0816/IX", None)}

    await eventually(corrected)
