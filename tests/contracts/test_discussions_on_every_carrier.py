"""Deliberation hears on each carrier what may be discussed, and until when."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from libs.shared.events.ideas import IdeaRejected
from libs.shared.platform.facts.bookmarks import Bookmarks
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.storage.database import Database
from libs.shared.platform.streams.feed import FeedStream
from services.deliberation.domain.errors import DiscussionIsNotKnown
from services.deliberation.main import SERVICE
from services.deliberation.use_cases.see_comments import see_discussion
from tests.conftest import NewDatabaseOf
from tests.support.carriers import SOON, Carrier
from tests.support.discussing import an_idea_accepted

IDEAS: list[ServiceName] = ["ideas"]


@asynccontextmanager
async def listening(carrier: Carrier, database: Database) -> AsyncIterator[Listener]:
    feed = FeedStream(carrier.neighbours, IDEAS, Bookmarks("deliberation", database))
    stream = carrier.stream("deliberation", IDEAS) if carrier.is_kafka else feed
    await stream.start()
    try:
        yield Listener("deliberation", database, stream, SERVICE.subscriber)
    finally:
        await stream.aclose()
        await database.aclose()


async def test_what_may_be_discussed_is_heard_on_every_carrier(carrier: Carrier, database_of: NewDatabaseOf) -> None:
    accepted = [an_idea_accepted() for _ in range(2)]
    about = {"number": "K7Q-2M4", "round_id": accepted[1].round_id, "criterion": "not-ours", "reason": "Not ours."}
    rejected = IdeaRejected.model_validate(about | {"idea_id": accepted[1].idea_id})
    await carrier.announce("ideas", *accepted, rejected)
    database = Database(await database_of("deliberation"))

    async def closed() -> list[str | None] | None:
        try:
            seen = [await see_discussion(each.idea_id, database) for each in accepted]
        except DiscussionIsNotKnown:
            return None
        return [one.subject.closed_because for one in seen]

    async with listening(carrier, database) as listener:
        while await listener.listen_once(SOON) and await closed() != [None, "rejected"]:
            pass
        assert await closed() == [None, "rejected"]
