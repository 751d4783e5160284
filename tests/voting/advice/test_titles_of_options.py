"""Two officers correct an option's title: the new one is everywhere, the former in the life line, ballots stand."""

import json
from uuid import UUID

import httpx

from tests.support.staff import staff_headers
from tests.voting.advice.test_what_a_town_is_told import SAVINGS, advice
from tests.voting.support.town import ADA, BASE, GRACE, Body, VotingTown

FORMER, TITLE, WHY = "Libraries open on Sundays", "Libraries stay open on Sundays", "They are open now, too."
OFFICER = staff_headers("returning-officer", name=ADA)


async def a_vote(town: VotingTown, *, is_open: bool = True) -> UUID:
    if is_open:
        return await town.open_poll(**advice(SAVINGS, "ranking"))
    poll_id = UUID((await town.draft(**advice(SAVINGS, "ranking")))["poll_id"])
    await town.must(poll_id, "publish")
    return poll_id


async def corrected(town: VotingTown, poll_id: UUID, title: str = TITLE, why: str = WHY) -> Body:
    proposed = await town.act(poll_id, "correct-option", by=ADA, project="3", title=title, reason=why)
    assert proposed.status_code == 200, proposed.text
    return await town.must(poll_id, "confirm-correction", by=GRACE)


def code(answer: httpx.Response) -> str:
    found: str = answer.json()["code"]
    return found


async def test_before_the_vote_opens_one_proposes_it_and_another_confirms_it(town: VotingTown) -> None:
    poll_id = await a_vote(town, is_open=False)

    proposed = await town.act(poll_id, "correct-option", project="3", title=TITLE, reason=WHY)
    alone = await town.act(poll_id, "confirm-correction")
    confirmed = await town.act(poll_id, "confirm-correction", by=GRACE)

    assert proposed.json()["projects"][2]["title"] == FORMER
    assert code(alone) == "confirmed-by-the-same-person"
    now = confirmed.json()
    assert (now["state"], now["projects"][2]["title"]) == ("published", TITLE)
    assert [line["text"] for line in now["life_line"][-2:]] == [
        f"It was proposed to correct the title of option 3 {FORMER} to “{TITLE}”: {WHY}",
        f"A second person confirmed it: option 3 {FORMER} is called “{TITLE}” now. Ballots stand. {WHY}",
    ]
    german = (await town.client.get(f"{BASE}/polls/{poll_id}", headers={"Accept-Language": "de"})).json()
    assert f"Thema 3 {FORMER} heißt jetzt „{TITLE}“" in german["life_line"][-1]["text"]


async def test_ballots_that_are_in_the_box_stand_and_every_outlet_has_the_new_title(town: VotingTown) -> None:
    poll_id = await a_vote(town)
    assert (await town.hand_in(poll_id, "ann", {"ranks": {3: 1}})).status_code == 201

    await corrected(town, poll_id)
    assert (await town.hand_in(poll_id, "ben", {"ranks": {3: 1, 1: 2}})).status_code == 201
    outcome = await town.announce(poll_id)

    first = outcome["projects"][2]
    assert (first["title"], first["place"], outcome["ballots"]) == (TITLE, 1, 2)
    paths = [f"/polls/{poll_id}/{path}" for path in ("outcome", "outcome.csv", "ballots.pb")]
    told = [(await town.client.get(f"{BASE}{path}")).text for path in paths] + [json.dumps(await town.events())]
    assert [(TITLE in text, FORMER in text) for text in told] == [(True, False)] * 4


async def test_what_cannot_be_is_refused_by_name_and_changes_nothing(town: VotingTown) -> None:
    poll_id = await a_vote(town)
    funding = await town.open_poll()

    refused = [
        await town.act(poll_id, "correct-option", project="3", title=FORMER, reason=WHY),
        await town.act(poll_id, "correct-option", project="3", title="close the POOL on Mondays", reason=WHY),
        await town.act(poll_id, "correct-option", project="3", title=TITLE),
        await town.act(poll_id, "correct-option", project="9", title=TITLE, reason=WHY),
        await town.act(funding, "correct-option", project="1", title=TITLE, reason=WHY),
        await town.act(poll_id, "confirm-correction", by=GRACE),
    ]
    await town.act(poll_id, "correct-option", project="3", title=TITLE, reason=WHY)
    await town.must(poll_id, "drop-correction")
    late = await town.act(poll_id, "confirm-correction", by=GRACE)

    assert [code(answer) for answer in refused] == [
        *("title-is-taken", "title-is-taken", "fields-are-wrong", "fields-are-wrong"),
        *("title-is-its-proposals", "nothing-is-proposed"),
    ]
    assert code(late) == "nothing-is-proposed"
    assert "voting.poll-reworded.v1" not in dict(await town.events())


async def test_a_title_that_nobody_may_read_leaves_the_life_line_too(town: VotingTown) -> None:
    poll_id = await a_vote(town)
    await corrected(town, poll_id, "Quittenbaum's library", "Wilhelmina asked for it.")
    await corrected(town, poll_id)

    offered = (await town.client.get(f"{BASE}/polls/{poll_id}/actions", headers=OFFICER)).json()["items"]
    [lines] = [one["fields"][0]["choices"] for one in offered if one["action"] == "redact-line"]
    line = lines[0]["value"]
    await town.act(poll_id, "redact-line", line=line, words="It was clearer.", reason="It named a person.")

    poll = (await town.client.get(f"{BASE}/polls/{poll_id}")).text
    assert "Wilhelmina" not in poll
    assert "Quittenbaum" not in poll + json.dumps(await town.events())
    originals = (await town.client.get(f"{BASE}/polls/{poll_id}/originals", headers=OFFICER)).json()["items"]
    assert (originals[0]["title"], originals[0]["text"]) == ("Quittenbaum's library", "Wilhelmina asked for it.")
