"""A published poll gets another name: the former is gone from everywhere, and nothing that is counted by changes."""

import json

import pytest

from tests.support.staff import staff_headers
from tests.voting.support.town import ADA, BASE, VotingTown

NAME, WHY = "Bread for everybody", "The former named somebody."
OFFICER = staff_headers("returning-officer", name=ADA)


@pytest.mark.parametrize("when", ["while it is open", "once it is announced"])
async def test_the_former_name_is_nowhere_and_all_else_is_as_it_was(town: VotingTown, when: str) -> None:
    poll_id = await town.open_poll()
    await town.cast(poll_id, "ann", [1, 2])
    if when == "once it is announced":
        await town.announce(poll_id)
    before = (await town.client.get(f"{BASE}/polls/{poll_id}")).json()
    assert before["name"] in json.dumps(await town.events())

    now = (await town.act(poll_id, "rename", name=NAME, reason=WHY)).json()

    told = [(await town.client.get(f"{BASE}/polls/{poll_id}{path}")).text for path in ("", "/outcome", "/ballots.pb")]
    assert before["name"] not in "".join(told) + json.dumps(await town.events())
    assert now["life_line"][-1]["text"].endswith(f"another name now: {WHY}")
    changes = {"name", "version", "life_line"}
    assert {key: now[key] for key in now.keys() - changes} == {key: before[key] for key in before.keys() - changes}
    assert now["name"] == NAME


async def test_officers_can_still_look_up_the_former_name(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    before = (await town.client.get(f"{BASE}/polls/{poll_id}")).json()["name"]

    await town.act(poll_id, "rename", name=NAME, reason=WHY)

    [kept] = (await town.client.get(f"{BASE}/polls/{poll_id}/originals", headers=OFFICER)).json()["items"]
    assert kept["text"] == before


async def test_only_a_returning_officer_renames_and_never_without_a_reason(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    path, wish = f"{BASE}/polls/{poll_id}/actions", {"action": "rename", "name": NAME, "reason": WHY}

    others = await town.client.post(path, json=wish, headers=staff_headers("moderator"))
    unsaid = await town.act(poll_id, "rename", name=NAME)

    assert (others.status_code, unsaid.status_code) == (403, 422)
