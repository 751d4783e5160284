from uuid import uuid4

from libs.shared.events.voting import PollClosed, PollCounted, PollReworded
from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, a_turnout, an_outcome_announced
from tests.support.newsroom import Newsroom


async def test_an_announced_outcome_is_told_with_every_project(newsroom: Newsroom) -> None:
    poll_id, round_id = uuid4(), uuid4()
    outcome = an_outcome_announced(poll_id, round_id)

    await newsroom.announce(a_poll_published(poll_id, round_id, name="Parks"), outcome)

    results = await eventually(lambda: newsroom.ask(f"/polls/{poll_id}/results"))
    told = outcome.model_dump(mode="json", exclude={"round_id"})
    assert results == told | {"name": "Parks"}


async def test_nothing_is_told_before_the_outcome_is_announced(newsroom: Newsroom) -> None:
    poll_id = uuid4()
    await newsroom.announce(
        a_poll_published(poll_id, uuid4()),
        a_turnout(poll_id, 12),
        PollClosed(poll_id=poll_id, ballots=12),
        PollCounted(poll_id=poll_id, ballots=12),
    )

    async def refused() -> None:
        answer = await newsroom.client.get(f"/api/reporting/v1/polls/{poll_id}/results")
        assert (answer.status_code, answer.json()["code"]) == (404, "outcome-is-not-announced")

    await eventually(refused)


async def test_the_results_of_an_unknown_poll_are_not_found(newsroom: Newsroom) -> None:
    answer = await newsroom.client.get(f"/api/reporting/v1/polls/{uuid4()}/results")

    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-poll")


async def test_a_malformed_id_is_refused_as_malformed(newsroom: Newsroom) -> None:
    answer = await newsroom.client.get("/api/reporting/v1/polls/first/results")

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed-request")


async def test_results_follow_when_a_title_is_taken_down(newsroom: Newsroom) -> None:
    poll_id, round_id = uuid4(), uuid4()
    outcome = an_outcome_announced(poll_id, round_id)
    renamed, other = outcome.projects
    await newsroom.announce(a_poll_published(poll_id, round_id), outcome)

    await newsroom.announce(PollReworded(poll_id=poll_id, proposal_id=renamed.proposal_id, title="A path"))

    async def told() -> None:
        results = await newsroom.ask(f"/polls/{poll_id}/results")
        assert [line["title"] for line in results["projects"]] == ["A path", other.title]

    await eventually(told)
