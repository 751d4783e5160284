"""A service is put back to an older state of its database: no fact is lost for that, and none is lost in silence."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

import pytest
from sqlalchemy import text

from libs.shared.events.voting import PollClosed
from libs.shared.platform.facts.past import SourceWasPutBack
from libs.shared.platform.facts.reconciling import Ears, Finding, compare, go_on_from, step_back
from libs.shared.platform.running.noticeboard import standings
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.running.workers import keep_at_work
from libs.shared.platform.storage.database import Database
from tests.support.crier import Crier, working
from tests.support.eventually import eventually
from tests.support.put_back import SOON_S, Town, announce, heard_facts


@pytest.fixture(params=["feed", "Kafka"])
async def town(
    request: pytest.FixtureRequest,
    postgres: str,
    another_database: Callable[[], Awaitable[str]],
    topic_prefix: str,
) -> AsyncIterator[Town]:
    kafka = request.getfixturevalue("kafka") if request.param == "Kafka" else None
    settings = Settings(kafka=kafka, topic_prefix=topic_prefix, topic_partitions=3)
    town = Town(postgres, settings, {"voting": await another_database(), "ideas": await another_database()})
    yield town
    await town.drop_copies()


async def test_a_listener_ahead_of_its_source_stops_and_says_how_far_both_are(town: Town) -> None:
    before = await heard_before_and_between(town)

    town.databases["voting"] = before
    async with town.voting() as voting, town.ideas() as ideas:
        await announce(voting, 7, 8, 9, 10)

        with pytest.raises(SourceWasPutBack, match="voting was put back to position 3; I have heard up to 6"):
            await asyncio.wait_for(town.listener(ideas).run(), SOON_S)
        assert await heard_facts(ideas) == [1, 2, 3, 4, 5, 6]


async def test_a_shorter_journal_is_noticed_before_it_has_any_news(town: Town) -> None:
    town.databases["voting"] = await heard_before_and_between(town)

    async with town.voting(), town.ideas() as ideas:
        with pytest.raises(SourceWasPutBack, match="put back to position 3"):
            await asyncio.wait_for(town.listener(ideas).run(), SOON_S)


async def test_a_source_that_is_put_back_under_a_listener_at_work_is_told_in_words_to_everyone(town: Town) -> None:
    async with town.ideas() as ideas:
        listener = town.listener(ideas)
        at_work = asyncio.create_task(keep_at_work([listener], ideas.runtime))
        async with town.voting() as voting:
            await announce(voting, 1, 2, 3)
        before = await town.copy("voting")
        async with town.voting() as voting:
            await announce(voting, 4, 5, 6)
            await eventually(lambda: has_heard(ideas, 6), within=SOON_S)

        town.databases["voting"] = before
        async with town.voting() as voting:
            await announce(voting, 7, 8, 9, 10)
            await eventually(lambda: says(ideas, "voting was put back to position 3; I have heard up to 6"), within=45)

        assert await heard_facts(ideas) == [1, 2, 3, 4, 5, 6]
        at_work.cancel()
        await asyncio.gather(at_work, return_exceptions=True)


async def test_a_snapshot_of_the_same_server_is_noticed_by_the_events_themselves(town: Town) -> None:
    async with town.voting() as voting, town.ideas() as ideas:
        async with working(town.listener(ideas)):
            await announce(voting, 1, 2, 3, 4, 5, 6)
            await eventually(lambda: has_heard(ideas, 6), within=SOON_S)

        await forget_behind(voting, 3)
        await announce(voting, 7, 8, 9, 10)

        with pytest.raises(SourceWasPutBack, match="I have heard up to 6"):
            await asyncio.wait_for(town.listener(ideas).run(), SOON_S)


async def test_a_source_that_moved_without_losing_anything_is_heard_on(town: Town) -> None:
    async with town.voting() as voting, town.ideas() as ideas, working(town.listener(ideas)):
        await announce(voting, 1, 2, 3)
        await eventually(lambda: has_heard(ideas, 3), within=SOON_S)
    town.databases["voting"] = await town.copy("voting")

    async with town.voting() as voting, town.ideas() as ideas, working(town.listener(ideas)):
        await announce(voting, 4, 5)
        await eventually(lambda: has_heard(ideas, 5), within=SOON_S)

        assert await heard_facts(ideas) == [1, 2, 3, 4, 5]


async def test_what_all_have_forgotten_is_not_heard_again_from_a_broker_that_kept_it(town: Town) -> None:
    async with town.voting() as voting, town.ideas() as ideas, working(town.listener(ideas)):
        await announce(voting, 1, 2, 3)
        await eventually(lambda: has_heard(ideas, 3), within=SOON_S)
    ideas_before = await town.copy("ideas")
    async with town.voting() as voting:
        await announce(voting, 4)
    voting_before = await town.copy("voting")
    async with town.voting() as voting, town.ideas() as ideas, working(town.listener(ideas)):
        await announce(voting, 5, 6)
        await eventually(lambda: has_heard(ideas, 6), within=SOON_S)

    # The listener's database is older than the source's, and the broker has it that the listener has read all six.
    town.databases |= {"voting": voting_before, "ideas": ideas_before}
    async with town.voting() as voting, town.ideas() as ideas:
        await announce(voting, 7, 8)
        async with working(town.listener(ideas), town.listener(ideas, "late")):
            await eventually(lambda: has_heard(ideas, 3 + 3 + 6), within=SOON_S)

        assert await heard_facts(ideas) == sorted([1, 2, 3, 4, 7, 8] * 2)


async def test_a_fact_that_was_acted_on_takes_no_effect_again_at_another_position(town: Town) -> None:
    async with town.voting() as voting, town.ideas() as ideas:
        async with working(town.listener(ideas, acts_on=[PollClosed])):
            await announce(voting, 1, 2)
            await eventually(lambda: has_heard(ideas, 2), within=SOON_S)
        async with ideas.database.transaction() as tx:
            await tx.session.execute(text("update listener_positions set position = 0, event_id = null"))
            await tx.session.execute(text("delete from bookmarks"))

        again = town.listener(ideas, acts_on=[PollClosed])
        async with working(again):
            await announce(voting, 3)
            await eventually(lambda: has_heard(ideas, 3), within=SOON_S)

        assert await heard_facts(ideas) == [1, 2, 3]


async def test_once_reconciled_everything_new_is_heard_and_nothing_twice(town: Town) -> None:
    before = await heard_before_and_between(town)
    town.databases["voting"] = before
    async with town.voting() as voting, town.ideas() as ideas:
        await announce(voting, 7, 8)

        [finding] = await reconciled(voting, ideas)

        assert (finding.source, finding.to) == ("voting", 3)
        assert [(ahead.listener, ahead.heard) for ahead in finding.ahead] == [("ideas", 6)]
        assert [UUID(fact.subject).int for ahead in finding.ahead for fact in ahead.lost] == [4, 5, 6]
        async with working(town.listener(ideas, acts_on=[PollClosed])):
            await announce(voting, 9)
            await eventually(lambda: has_heard(ideas, 9), within=SOON_S)
        assert await heard_facts(ideas) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
        assert await compare(databases_of(voting, ideas), EARS) == []


async def test_facts_that_waited_for_their_position_when_the_copy_was_made_take_effect_once(town: Town) -> None:
    async with town.voting() as voting, town.ideas() as ideas, working(town.listener(ideas, acts_on=[PollClosed])):
        await announce(voting, 1, 2, 3)
        await eventually(lambda: has_heard(ideas, 3), within=SOON_S)
    async with town.voting_that_does_not_work() as voting:
        await voting.announce(PollClosed(poll_id=UUID(int=4), ballots=1))
        before = await town.copy("voting")
    async with town.voting() as voting, town.ideas() as ideas, working(town.listener(ideas, acts_on=[PollClosed])):
        await announce(voting, 5)
        await eventually(lambda: has_heard(ideas, 5), within=SOON_S)

    town.databases["voting"] = before
    async with town.voting() as voting, town.ideas() as ideas:
        await announce(voting, 6)
        await reconciled(voting, ideas)
        async with working(town.listener(ideas, acts_on=[PollClosed])):
            await eventually(lambda: has_heard(ideas, 6), within=SOON_S)

        assert await heard_facts(ideas) == [1, 2, 3, 4, 5, 6]


async def test_a_snapshot_of_the_same_server_is_reconciled_too(town: Town) -> None:
    async with town.voting() as voting, town.ideas() as ideas:
        async with working(town.listener(ideas, acts_on=[PollClosed])):
            await announce(voting, 1, 2, 3, 4, 5, 6)
            await eventually(lambda: has_heard(ideas, 6), within=SOON_S)
        await forget_behind(voting, 3)
        await announce(voting, 7, 8, 9, 10)

        await reconciled(voting, ideas)

        async with working(town.listener(ideas, acts_on=[PollClosed])):
            await eventually(lambda: has_heard(ideas, 10), within=SOON_S)
        assert await heard_facts(ideas) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


EARS: Ears = {"ideas": ["ideas"]}


def databases_of(voting: Crier, ideas: Crier) -> dict[ServiceName, Database]:
    return {"voting": voting.database, "ideas": ideas.database}


async def reconciled(voting: Crier, ideas: Crier) -> list[Finding]:
    findings = await compare(databases_of(voting, ideas), EARS)
    for finding in findings:
        epoch = await go_on_from(finding, voting.database)
        for ahead in finding.ahead:
            await step_back(ahead, finding, epoch, ideas.database)
    return findings


async def forget_behind(voting: Crier, position: int) -> None:
    """A machine that was put back as a whole looks like that from inside: nothing but the journal tells."""
    async with voting.database.transaction() as tx:
        await tx.session.execute(text("delete from journal where position > :position"), {"position": position})
        mark = "update relay_mark set positioned_through = :position, published_through = :position"
        await tx.session.execute(text(mark), {"position": position})


async def heard_before_and_between(town: Town) -> str:
    """Three facts are heard, a copy is made, three more are heard; the copy."""
    async with town.voting() as voting, town.ideas() as ideas, working(town.listener(ideas, acts_on=[PollClosed])):
        await announce(voting, 1, 2, 3)
        await eventually(lambda: has_heard(ideas, 3), within=SOON_S)
    before = await town.copy("voting")
    async with town.voting() as voting, town.ideas() as ideas, working(town.listener(ideas, acts_on=[PollClosed])):
        await announce(voting, 4, 5, 6)
        await eventually(lambda: has_heard(ideas, 6), within=SOON_S)
    return before


async def has_heard(ideas: Crier, count: int) -> bool:
    return len(await heard_facts(ideas)) >= count


async def says(ideas: Crier, words: str) -> bool:
    async with ideas.database.reading() as session:
        told = await standings(["ideas"], ideas.runtime, session)
    return [one.words for one in told] == [words]
