"""Following over HTTP: asked for by anybody, kept by whoever has the key from the mail."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header
from limits import RateLimitItemPerMinute

from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.clients import TheClient, the_text_gateway
from libs.shared.platform.api.described import responses
from libs.shared.platform.running.runtime import Runtime
from services.ideas.api.at_hand import TheDatabase, TheRuntime
from services.ideas.api.following.following_bodies import (
    AskedBody,
    ChangedFollowing,
    ConfirmedBody,
    FollowingBody,
    NewFollower,
    TextedBody,
    TextedOutcomeBody,
    WaysBody,
)
from services.ideas.domain.following.ways import Ways
from services.ideas.use_cases.following.ask_to_follow import ask_to_follow
from services.ideas.use_cases.following.follow_by_text import follow_by_text
from services.ideas.use_cases.following.keep_following import (
    change_following,
    confirm_following,
    end_following,
    see_following,
)

router = APIRouter(prefix="/api/ideas/v1/following", tags=["following"])

TheKey = Annotated[str, Header(alias="X-Following-Key", max_length=100)]

# Each may send a mail to somebody who did not ask for it.
_ASKED = RateLimitItemPerMinute(10, 15, namespace="asked-to-follow")


async def _one_more(runtime: TheRuntime, client: TheClient) -> AsyncIterator[None]:
    async with runtime.attempts.trying([Limit(_ASKED, client)]):
        yield


@router.get("")
async def ways_to_follow(runtime: TheRuntime) -> WaysBody:
    """How whoever follows can be told here. A feed reader works everywhere: see the feeds of the pages."""
    ways = _ways(runtime)
    return WaysBody(mail=ways.mail, texts=ways.texts)


@router.post("", status_code=202, dependencies=[Depends(_one_more)])
async def ask_for_news(body: NewFollower, runtime: TheRuntime) -> AskedBody:
    """Ask to hear of something by mail or by text.

    Whoever reads there gets a mail or a text with a link, and hears of nothing before they have said yes by it, or by
    a reply to the text. Three of these a day are the most that an address or a number gets; the answer is the same.
    """
    await ask_to_follow(body.command(), _ways(runtime), runtime.database, runtime.clock)
    return AskedBody()


@router.post("/by-text", dependencies=[Depends(the_text_gateway)])
async def texted(body: TextedBody, runtime: TheRuntime) -> TextedOutcomeBody:
    """Follow an idea or a proposal, say yes or end it by a text: for the text gateway, which knows whose it is.

    Without a number ``follow`` means the one that they suggested last, and ``stop`` all: then the number is erased.
    """
    outcome = await follow_by_text(body.texted(), _ways(runtime), runtime.database, runtime.clock)
    return TextedOutcomeBody(state=outcome.state, number=outcome.number)


def _ways(runtime: Runtime) -> Ways:
    return Ways(mail=runtime.own["links_go_out"], countries=runtime.own["countries_texted"])


@router.get("/mine", responses=responses(404))
async def followed(key: TheKey, database: TheDatabase) -> FollowingBody:
    """What whoever has the key follows, and was asked about."""
    return FollowingBody.of(await see_following(key, database))


@router.post("/mine/confirmed")
async def followed_from_now_on(body: ConfirmedBody, key: TheKey, runtime: TheRuntime) -> FollowingBody:
    """Say yes to what you were asked about."""
    await confirm_following(key, body.follow_ids, runtime.database, runtime.clock)
    return FollowingBody.of(await see_following(key, runtime.database))


@router.patch("/mine")
async def followed_otherwise(body: ChangedFollowing, key: TheKey, database: TheDatabase) -> FollowingBody:
    """Be told at another pace, or in another language."""
    await change_following(key, body.pace, body.language, database)
    return FollowingBody.of(await see_following(key, database))


@router.delete("/mine", status_code=204)
async def followed_no_more(key: TheKey, runtime: TheRuntime, follow_id: UUID | None = None) -> None:
    """Follow that thing no more; or nothing, if none is named: then your address is erased at once."""
    await end_following(key, follow_id, runtime.database, runtime.clock)
