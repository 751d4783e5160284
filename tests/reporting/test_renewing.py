"""A view whose rules have changed since it was made is made anew by itself."""

from uuid import uuid4

from sqlalchemy import text

from libs.shared.platform.running.service import started
from services.reporting.main import SERVICE
from services.reporting.renewing import Renewer, is_outdated
from services.reporting.storage import generations
from services.reporting.views import VIEWS
from tests.support.crier import working
from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, accepted, an_idea_submitted
from tests.support.newsroom import Newsroom

BOARD, TURNOUT = VIEWS["idea_board"], VIEWS["turnout"]


async def make_older(newsroom: Newsroom) -> None:
    """As an upgraded installation finds it: made by the rules of before, with words that they left there."""
    async with newsroom.reporting.database.transaction() as tx:
        await tx.session.execute(text("update views set version = 1 where name = 'idea_board'"))
        number = await generations.active(tx.session, BOARD.name)
        await generations.write_active(tx.session, BOARD.name, number)
        columns = "insert into ideas (idea_id, number, round_id, state, title) "
        await tx.session.execute(text(columns + "values (:id, 'X', :id, 'accepted', 'Left')"), {"id": uuid4()})


async def titles(newsroom: Newsroom) -> list[str]:
    """What stands on the board that answers."""
    async with generations.reading(newsroom.reporting.database, BOARD.name) as session:
        return list(await session.scalars(text("select title from ideas")))


async def test_a_view_of_an_earlier_version_is_made_anew_without_anybody_asking(newsroom: Newsroom) -> None:
    await make_older(newsroom)
    runtime = newsroom.reporting.runtime
    assert await is_outdated(runtime, BOARD)
    assert "Left" in await titles(newsroom)

    async with working(Renewer(runtime)):

        async def is_new() -> None:
            assert not await is_outdated(runtime, BOARD)
            assert "Left" not in await titles(newsroom)

        await eventually(is_new, within=60)


async def test_views_of_the_present_version_are_left_alone(newsroom: Newsroom) -> None:
    runtime = newsroom.reporting.runtime

    outdated = [name for name, view in VIEWS.items() if await is_outdated(runtime, view)]

    assert outdated == []


async def test_a_view_that_lacks_a_table_of_its_present_version_answers_until_it_is_made_anew(
    newsroom: Newsroom,
) -> None:
    poll_id = uuid4()
    await newsroom.announce(a_poll_published(poll_id, uuid4()))
    await eventually(lambda: newsroom.ask(f"/polls/{poll_id}/turnout"))
    async with newsroom.reporting.database.transaction() as tx:
        await tx.session.execute(text("update views set version = 1 where name = 'turnout'"))
        number = await generations.active(tx.session, "turnout")
        await tx.session.execute(text(f"drop table turnout_{number}.told"))

    async with started(SERVICE, newsroom.another_process()):
        turnout = await newsroom.ask(f"/polls/{poll_id}/turnout")

    assert turnout["ballots"] is None
    async with newsroom.reporting.database.transaction() as tx:
        await tx.session.execute(
            text("update views set version = :now where name = 'turnout'"), {"now": TURNOUT.version}
        )


async def test_a_view_that_lacks_a_column_of_its_present_version_answers_until_it_is_made_anew(
    newsroom: Newsroom,
) -> None:
    round_id = uuid4()
    idea = an_idea_submitted(round_id, "26-1")
    await newsroom.announce(idea, accepted(idea, "A bench"))

    async def titles_in_answer() -> list[str]:
        return [item["title"] for item in (await newsroom.ask(f"/rounds/{round_id}/ideas"))["items"]]

    async def is_told() -> None:
        assert await titles_in_answer() == ["A bench"]

    await eventually(is_told)
    async with newsroom.reporting.database.transaction() as tx:
        await tx.session.execute(text("update views set version = 2 where name = 'idea_board'"))
        number = await generations.active(tx.session, "idea_board")
        older = f"alter table idea_board_{number}.ideas drop column updated_at, drop column is_taken_down"
        await tx.session.execute(text(older))

    async with started(SERVICE, newsroom.another_process()):
        await is_told()
