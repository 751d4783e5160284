"""Views of one service that ask a journal for its head at a time wait for one answer, and go on together without it."""

import asyncio

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router

from libs.shared.platform.facts.heads import ask_or_remember
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.retrying import NeighbourIsUnwell
from libs.shared.platform.running.settings import Settings
from tests.support.eventually import eventually


class Journal:
    """A journal's head, which is told once somebody lets it speak."""

    def __init__(self, status: int = 200) -> None:
        self.asked: list[str] = []
        self.may_speak = asyncio.Event()
        self._status = status
        self.neighbours = Neighbours(Settings(), {"voting": Router([Route("/api/voting/v1/events/head", self._head)])})

    async def _head(self, request: Request) -> Response:
        self.asked.append(request.url.query)
        await self.may_speak.wait()
        return JSONResponse({"position": len(self.asked)}, self._status)


async def test_those_who_ask_the_same_have_one_answer_and_others_their_own() -> None:
    journal = Journal()
    asking = [asyncio.create_task(ask_or_remember(journal.neighbours, "voting", at)) for at in ([7], [7], [8])]
    await eventually(lambda: len(journal.asked) == 2)

    asking[0].cancel()
    journal.may_speak.set()
    told = await asyncio.gather(*asking, return_exceptions=True)

    assert isinstance(told[0], asyncio.CancelledError)
    assert [type(one).__name__ for one in told[1:]] == ["Head", "Head"]
    assert sorted(journal.asked) == ["at=7", "at=8"]


async def test_a_journal_that_says_nothing_is_asked_once_for_all_who_wait() -> None:
    journal = Journal(status=503)
    asking = [asyncio.create_task(ask_or_remember(journal.neighbours, "voting")) for _ in range(9)]
    await eventually(lambda: len(journal.asked) == 1)

    journal.may_speak.set()

    for each in asking:
        with pytest.raises(NeighbourIsUnwell):
            await each
    assert len(journal.asked) == 1
