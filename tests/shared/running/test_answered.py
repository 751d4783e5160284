import asyncio
from dataclasses import dataclass, field

import pytest

from gateways.sms.conversation import Reply
from libs.shared.platform.running.answered import Answered


@dataclass
class Answers:
    """Gives a new reply at each call, and counts them."""

    is_final: bool = True
    given: int = 0
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self) -> Reply:
        self.given += 1
        number = self.given
        await self.go_on.wait()
        return Reply(f"reply {number}", "counted", self.is_final)


async def test_the_same_message_gets_the_same_reply_and_is_answered_once() -> None:
    answered, answers = Answered[Reply](), Answers()
    answers.go_on.set()

    replies = [(await answered.once("key", answers)).text for _ in range(3)]

    assert replies == ["reply 1"] * 3


async def test_whoever_asks_meanwhile_waits_for_the_first_reply() -> None:
    answered, answers = Answered[Reply](), Answers()

    both = [asyncio.create_task(answered.once("key", answers)) for _ in range(2)]
    await asyncio.wait(both, timeout=0)
    answers.go_on.set()

    assert [(await one).text for one in both] == ["reply 1", "reply 1"]


async def test_a_provider_who_hangs_up_does_not_stop_the_answer() -> None:
    answered, answers = Answered[Reply](), Answers()
    first = asyncio.create_task(answered.once("key", answers))
    await asyncio.wait([first], timeout=0)

    first.cancel()
    answers.go_on.set()

    assert (await answered.once("key", answers)).text == "reply 1"


async def test_a_reply_that_asks_to_try_again_is_not_remembered() -> None:
    answered, answers = Answered[Reply](), Answers(is_final=False)
    answers.go_on.set()

    replies = [(await answered.once("key", answers)).text for _ in range(2)]

    assert replies == ["reply 1", "reply 2"]


async def test_a_failure_is_not_remembered() -> None:
    answered, answers = Answered[Reply](), Answers()
    answers.go_on.set()

    async def fails() -> Reply:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await answered.once("key", fails)
    assert (await answered.once("key", answers)).text == "reply 1"


async def test_after_an_hour_or_too_many_others_a_reply_is_forgotten() -> None:
    time = 0.0
    answers = Answers()
    answers.go_on.set()
    answered = Answered[Reply](most=3, clock=lambda: time)

    await answered.once("a", answers)
    time = 3600.0
    assert (await answered.once("a", answers)).text == "reply 2"
    for key in "bcd":
        await answered.once(key, answers)
    assert (await answered.once("a", answers)).text == "reply 6"
