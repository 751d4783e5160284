"""Whoever follows an idea that was merged hears what becomes of the other one, once, until that is undone."""

from datetime import timedelta

import httpx

from tests.ideas.following.conftest import PostRoom, following
from tests.support.answers import Json, good
from tests.support.held_clock import HeldClock
from tests.support.merging import merged, undo_merge
from tests.support.suggesting import MODERATOR, accepted, acted, seen


async def test_followers_go_along_with_the_idea_and_come_back_with_it(
    client: httpx.AsyncClient, post_room: PostRoom, clock: HeldClock, a_round: Json
) -> None:
    trees, shade = await accepted(client, a_round), await accepted(client, a_round, title="Shade")
    await following(client, post_room, idea=shade["number"])
    clock.move(timedelta(minutes=1))

    await merged(client, shade, trees)
    [of_merging] = await post_room.sent()
    await acted(client, trees, "correct-title", title="Lime trees")
    [of_the_whole] = await post_room.sent()
    good(await undo_merge(client, shade))
    [of_undoing] = await post_room.sent()
    await acted(client, trees, "correct-title", title="Twelve lime trees")

    assert f"It was merged into the idea {trees['number']}" in of_merging.get_content()
    assert f"This carries the idea {shade['number']} on" not in of_merging.get_content()
    assert "“Lime trees”" in of_the_whole.get_content()
    assert "goes its own way again" in of_undoing.get_content()
    assert await post_room.sent() == []
    assert [(await seen(client, each, **MODERATOR))["followers"] for each in (trees, shade)] == [0, 1]
