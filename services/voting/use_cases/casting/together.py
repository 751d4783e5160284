"""Together, group commit: what is asked at the same time is answered at once, each asker with its own answer."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")
_Waiting = tuple[Asked, "asyncio.Future[Answered]"]


class Together(Generic[Asked, Answered]):
    """Gathers what waits into batches and hands them to ``work``, which answers each, or with an error for it.

    Args:
        work: Answers a batch, in its order. If it raises, that is the answer to each of the batch, and to nobody else.
        at_once: How many batches are worked on side by side; what comes meanwhile waits for the next.
        at_most: How many a batch may hold.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Asked]], Awaitable[Sequence[Answered | Exception]]],
        *,
        at_once: int,
        at_most: int,
    ) -> None:
        self._work, self._free, self._at_most = work, at_once, at_most
        self._waiting: list[tuple[Asked, asyncio.Future[Answered]]] = []
        self._busy = set[asyncio.Task[None]]()

    async def ask(self, asked: Asked) -> Answered:
        """The answer to this one question.

        Raises:
            Exception: what ``work`` answered it with, or died of.
        """
        answer: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._free:
            self._free -= 1
            clerk = asyncio.create_task(self._work_off())
            self._busy.add(clerk)
            clerk.add_done_callback(self._busy.discard)
        return await answer

    async def finish(self) -> None:
        """Return when nothing is being worked on any more."""
        await asyncio.gather(*self._busy, return_exceptions=True)

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[: self._at_most], self._waiting[self._at_most :]
                await self._answer(batch)
        finally:
            self._free += 1

    async def _answer(self, batch: list[tuple[Asked, "asyncio.Future[Answered]"]]) -> None:
        answers: Sequence[Answered | Exception]
        try:
            answers = await self._work([asked for asked, _ in batch])
        except Exception as error:  # noqa: BLE001 - it is handed to everyone whose question it was
            answers = [error] * len(batch)
        for (_, future), answer in zip(batch, answers, strict=True):
            if future.done():
                continue  # whoever asked has left
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)
