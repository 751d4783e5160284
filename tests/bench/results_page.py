"""How long the results page of a large vote takes whoever asks first: 500 projects, counted by Equal Shares.

The services are stood in for and answer from memory at once, so it is what the pages themselves take. Readers who come
after the first are handed the page that is kept. Run alone: python -m tests.bench.results_page
"""

import asyncio
import json
import random
import statistics
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from fastapi import FastAPI, Response

from commonpurse.parts import SERVICE_NAMES
from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from services.reporting.projections.results import Results
from services.voting.api.outcomes import outcome_body
from services.voting.api.poll_bodies import DraftBody, PollBody
from services.voting.domain.casting.ballot import Ballot
from services.voting.domain.counting import counting, lot
from services.voting.domain.counting.announcement import publish
from services.voting.domain.polls.paper import PaperProject
from services.voting.domain.polls.poll import Fund, Poll
from services.voting.use_cases.polls.publish_poll import announcement_of
from tests.support.serving import served

PROJECTS, VOTERS, CHOICES, PAGES = 500, 5_000, 10, 15
_BUDGET_CENTS = 1_000_000_00

Figures = dict[str, object]


async def run() -> Figures:
    """``results_page_ms``: the median of several pages, each made anew."""
    poll, counted = await asyncio.to_thread(_counted)
    answers = _answers(poll, counted)
    settings = WebSettings(council_name="Town of Lowmarsh")
    edition = [0]
    stand_ins = {name: _service(answers, edition) for name in SERVICE_NAMES}
    neighbours = Neighbours(settings, in_process=stand_ins)
    async with served(build(settings, neighbours)) as address, httpx.AsyncClient(base_url=address) as reader:
        taken = [await _page(reader, poll.poll_id, edition) for _ in range(PAGES)]
    await neighbours.aclose()
    return {"results_page_ms": round(statistics.median(taken[2:]), 1)}


async def _page(reader: httpx.AsyncClient, poll_id: UUID, edition: list[int]) -> float:
    """Milliseconds from asking for the page to its last byte, after something has changed everywhere."""
    edition[0] += 1
    began = time.perf_counter()
    answer = await reader.get(f"/polls/{poll_id}/results")
    taken = (time.perf_counter() - began) * 1000
    assert answer.text.count("Project number") >= PROJECTS
    return taken


def _counted() -> tuple[Poll, dict[str, Any]]:
    """An announced poll, and its outcome as it is kept: as much told of how close losers came as a second finds out."""
    drawn = random.Random(500)  # noqa: S311 - a figure is to mean the same each time
    paper = tuple(
        PaperProject(uuid4(), number, f"Project number {number} of the town", drawn.randint(1_000, 90_000) * 100, None)
        for number in range(1, PROJECTS + 1)
    )
    wanted = [1 / number**0.5 for number in range(1, PROJECTS + 1)]
    ballots = Counter(
        Ballot(tuple(sorted(set(drawn.choices(range(1, PROJECTS + 1), wanted, k=CHOICES))))) for _ in range(VOTERS)
    )
    poll = _poll(paper)
    counting.PATIENCE_S = 1.0
    return poll, publish(poll, counting.count(poll, list(ballots.items()))) | {"reached": None}


def _poll(paper: tuple[PaperProject, ...]) -> Poll:
    now, seed = datetime.now(UTC), lot.draw_seed()
    fund = Fund(uuid4(), uuid4(), None, _BUDGET_CENTS, "EUR")
    wish = DraftBody(
        round_id=fund.round_id,
        fund_id=fund.fund_id,
        name="A large vote",
        method="approval",
        limits={"max_choices": CHOICES},
        rule="equal-shares",
        completion="add1+utilitarian",
        channels=["web"],
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=2),
    )
    poll = Poll(uuid4(), "announced", wish.terms(), fund, paper, now, lot.commitment_of(seed), seed, is_sealed=True)
    published = announcement_of(poll, lot.commitment_of(seed)).model_dump(mode="json")
    return replace(poll, ballots=VOTERS, published=published)


def _answers(poll: Poll, outcome: dict[str, Any]) -> dict[str, bytes]:
    """What the services would say, by the end of the path."""
    body = outcome_body(poll, outcome)
    results = Results.model_validate(body.model_dump(mode="json"))
    return {
        f"/polls/{poll.poll_id}": PollBody.of(poll, "en").model_dump_json().encode(),
        f"/polls/{poll.poll_id}/outcome": body.model_dump_json().encode(),
        f"/polls/{poll.poll_id}/results": results.model_dump_json().encode(),
    }


def _service(answers: dict[str, bytes], edition: list[int]) -> FastAPI:
    app = FastAPI()

    @app.get("/{path:path}")
    async def answer(path: str) -> Response:
        if path.endswith("/editions"):
            return Response(json.dumps({"whole": str(edition[0])}), media_type="application/json")
        found = next((body for end, body in answers.items() if path.endswith(end)), None)
        return Response(found, 200 if found else 404, media_type="application/json")

    return app


if __name__ == "__main__":
    print(asyncio.run(run()))  # noqa: T201 - what the command is for
