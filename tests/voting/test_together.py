import asyncio
from collections.abc import Sequence

import pytest

from services.voting.use_cases.casting.together import Together


class Counter:
    """Halves even numbers; remembers the batches it was handed, and waits until it is let go on."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.has_begun, self.go_on = asyncio.Event(), asyncio.Event()

    async def halve(self, numbers: Sequence[int]) -> list[int | Exception]:
        self.batches.append(list(numbers))
        self.has_begun.set()
        await self.go_on.wait()
        if 13 in numbers:
            raise ConnectionError
        return [number // 2 if number % 2 == 0 else ValueError(number) for number in numbers]


async def test_what_comes_while_others_are_worked_on_makes_the_next_batch() -> None:
    counter = Counter()
    together = Together(counter.halve, at_once=1, at_most=3)

    first = [asyncio.create_task(together.ask(number)) for number in (2, 4)]
    await counter.has_begun.wait()
    later = [asyncio.create_task(together.ask(number)) for number in (6, 8, 10, 12)]
    counter.go_on.set()

    assert await asyncio.gather(*first, *later) == [1, 2, 3, 4, 5, 6]
    assert counter.batches == [[2, 4], [6, 8, 10], [12]]


async def test_one_bad_question_fails_nobody_else() -> None:
    counter = Counter()
    counter.go_on.set()
    together = Together(counter.halve, at_once=2, at_most=10)

    answers = await asyncio.gather(*(together.ask(number) for number in (2, 3, 4)), return_exceptions=True)

    assert [answers[0], answers[2]] == [1, 2]
    assert isinstance(answers[1], ValueError)


async def test_a_batch_that_fails_fails_exactly_its_members() -> None:
    counter = Counter()
    counter.go_on.set()
    together = Together(counter.halve, at_once=1, at_most=2)

    answers = await asyncio.gather(*(together.ask(number) for number in (2, 13, 4, 6)), return_exceptions=True)

    assert [type(answer) for answer in answers] == [ConnectionError, ConnectionError, int, int]


async def test_whoever_leaves_early_keeps_nobody_from_an_answer() -> None:
    counter = Counter()
    together = Together(counter.halve, at_once=1, at_most=10)
    impatient, patient = (asyncio.create_task(together.ask(number)) for number in (2, 4))
    await counter.has_begun.wait()

    impatient.cancel()
    counter.go_on.set()

    assert await patient == 2
    with pytest.raises(asyncio.CancelledError):
        await impatient
    await together.finish()
