"""A name that an officer typed into a public reason leaves paper, life line, outcome, ballots' file and feed."""

import json
from typing import Any
from uuid import UUID

import pytest

from tests.support.staff import staff_headers
from tests.voting.support.town import ADA, BASE, GRACE, Body, VotingTown

NAME = "Wilhelmina Quittenbaum"
WHY, CLEAN = f"{NAME} sold the site.", "The site was sold."
OFFICER = staff_headers("returning-officer", name=ADA)


async def all_that_is_told(town: VotingTown, poll_id: UUID) -> str:
    """What anybody may read of the poll."""
    paths = ["", "/outcome", "/ballots.pb"]
    texts = [(await town.client.get(f"{BASE}/polls/{poll_id}{path}")).text for path in paths]
    return "".join(texts) + json.dumps(await town.events(), ensure_ascii=False)


async def take_down(town: VotingTown, poll_id: UUID) -> Body:
    """The poll without the words of its first line that has some."""
    offered: Any = (await town.client.get(f"{BASE}/polls/{poll_id}/actions", headers=OFFICER)).json()
    [action] = [one for one in offered["items"] if one["action"] == "redact-line"]
    line = action["fields"][0]["choices"][0]["value"]
    answer = await town.act(poll_id, "redact-line", line=line, words=CLEAN, reason="It named a person.")
    assert answer.status_code == 200, answer.text
    now: Body = answer.json()
    return now


async def with_a_withdrawn_project(town: VotingTown) -> UUID:
    """An open poll that lost its first project."""
    poll_id = await town.open_poll()
    await town.cast(poll_id, "ann", [1, 2])
    await town.act(poll_id, "withdraw-project", by=ADA, project="1", reason=WHY)
    await town.act(poll_id, "confirm-withdrawal", by=GRACE)
    return poll_id


@pytest.mark.parametrize("when", ["while it is open", "once it is announced"])
async def test_the_reason_of_a_withdrawal_is_gone_from_everywhere(town: VotingTown, when: str) -> None:
    poll_id = await with_a_withdrawn_project(town)
    if when == "once it is announced":
        await town.announce(poll_id)
    assert NAME in await all_that_is_told(town, poll_id)

    now = await take_down(town, poll_id)

    assert "Quittenbaum" not in await all_that_is_told(town, poll_id)
    assert now["projects"][0]["withdrawn"] == CLEAN
    news = [data for kind, data in await town.events() if kind == "voting.poll-reason-reworded.v1"]
    of_project = {one["event_type"]: one["proposal_id"] for one in news}
    assert of_project["voting.project-withdrawn.v1"] == str(town.proposal_id(1))


async def test_an_outcome_that_is_counted_afterwards_does_not_know_the_name(town: VotingTown) -> None:
    poll_id = await with_a_withdrawn_project(town)
    await take_down(town, poll_id)

    outcome = await town.announce(poll_id)

    assert outcome["projects"][0]["withdrawn"] == CLEAN
    assert "Quittenbaum" not in await all_that_is_told(town, poll_id)


@pytest.mark.parametrize("action", ["close", "cancel"])
async def test_the_reason_of_an_end_is_gone_from_everywhere(town: VotingTown, action: str) -> None:
    poll_id = await town.open_poll()
    await town.act(poll_id, action, reason=WHY)
    assert NAME in await all_that_is_told(town, poll_id)

    now = await take_down(town, poll_id)

    assert "Quittenbaum" not in await all_that_is_told(town, poll_id)
    assert now["state"] == ("closed" if action == "close" else "cancelled")


async def test_what_was_said_is_kept_apart_for_officers_alone(town: VotingTown) -> None:
    poll_id = await with_a_withdrawn_project(town)
    await take_down(town, poll_id)
    url = f"{BASE}/polls/{poll_id}/originals"

    kept = await town.client.get(url, headers=OFFICER)

    assert [one["text"] for one in kept.json()["items"]] == [WHY]
    assert (await town.client.get(url)).status_code == 401
    assert (await town.client.get(url, headers=staff_headers("auditor"))).status_code == 403


async def test_taking_words_down_counts_as_no_second_certification(town: VotingTown) -> None:
    poll_id = await with_a_withdrawn_project(town)
    await town.must(poll_id, "close", "count", "certify")

    await take_down(town, poll_id)

    certified = await town.act(poll_id, "certify", by=ADA)
    assert certified.json()["code"] == "certified-by-the-same-person"
