"""A poll in which ballots count by their channel: from the draft to the file, and what of it nobody may be told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from commonpurse import tally
from commonpurse.election import read_election
from libs.shared.events.words import Channel
from services.voting.use_cases.casting.tell_turnout import tell_turnout
from tests.support.staff import staff_headers
from tests.voting.support.town import BASE, Body, VotingTown

WEIGHED: Body = {
    "channels": ["web", "paper", "kiosk"],
    "weights": [{"channel": "paper", "weight": 2}, {"channel": "kiosk", "weight": 2}],
}
_CAST = """
    insert into ballots (poll_id, pseudonym, turn, mark, choices, channel, nonce, commitment)
    select :poll_id, decode(md5(:channel || :choices || n), 'hex'), 1, '\\x00', :choices, :channel, '\\x00',
        sha256(convert_to(:channel || :choices || n, 'UTF8'))
    from generate_series(1, :people) as n
"""


async def cast(town: VotingTown, poll_id: UUID, *ballots: tuple[Channel, str, int]) -> None:
    """So many people vote so: as their ballots lie in the box."""
    async with town.database.transaction() as tx:
        for channel, choices, people in ballots:
            values = {"poll_id": poll_id, "channel": channel, "choices": choices, "people": people}
            await tx.session.execute(text(_CAST), values)


async def a_weighed_poll(town: VotingTown, **wishes: Any) -> UUID:
    return await town.open_poll(**{**WEIGHED, "limits": {"max_choices": 2}, **wishes})


async def the_file(town: VotingTown, poll_id: UUID) -> str:
    return (await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).text


def fates(outcome: Body) -> dict[int, tuple[bool, int, int | None, bool | None]]:
    return {
        one["number"]: (one["is_funded"], one["score"], one["unweighted_score"], one["unweighted_is_funded"])
        for one in outcome["projects"]
    }


@pytest.fixture(autouse=True)
async def two_dear_projects(town: VotingTown) -> None:
    """Projects 1 and 2 cost more together than there is."""
    await town.accept_proposal(1, cost_cents=4000_00)
    await town.accept_proposal(2, cost_cents=4000_00)


@pytest.mark.parametrize("rule", [{}, {"rule": "equal-shares", "completion": "add1+utilitarian"}])
async def test_ballots_count_as_the_terms_say_and_the_unweighted_outcome_stands_beside(
    town: VotingTown, rule: Body
) -> None:
    poll_id = await a_weighed_poll(town, **rule)
    await cast(town, poll_id, ("web", "1", 90), ("paper", "2", 59), ("kiosk", "2", 1))

    outcome = await town.announce(poll_id)

    assert fates(outcome)[1] == (False, 90, 90, True)
    assert fates(outcome)[2] == (True, 120, 60, False)
    assert outcome["ballots"] == 150
    assert outcome["weighing"]["groups"] == [
        {"weight": 1, "channels": ["web"], "ballots": 90},
        {"weight": 2, "channels": ["paper", "kiosk"], "ballots": 60},
    ]
    assert outcome["weighing"]["votes"] == 210
    assert outcome["weighing"]["unweighted"]["winners"] == [1]
    told = dict(await town.events())["voting.outcome-announced.v1"]
    assert [one["unweighted_is_funded"] for one in told["projects"] if one["number"] <= 2] == [True, False]


async def test_the_file_and_the_table_say_it_again_and_the_command_comes_to_the_same(
    town: VotingTown, tmp_path: Path
) -> None:
    poll_id = await a_weighed_poll(town)
    await cast(town, poll_id, ("web", "1", 90), ("paper", "2", 59), ("kiosk", "2", 1))
    await town.announce(poll_id)

    file = await the_file(town, poll_id)
    table = (await town.client.get(f"{BASE}/polls/{poll_id}/outcome.csv")).text
    counted = tally.count(tally.read(file.encode()))

    assert counted.winners == ("2",)
    assert counted.agrees_with_the_city
    assert tally.check(counted) == []
    assert counted.election.cast.in_all() == {"web": 90, "paper+kiosk": 60}
    assert counted.election.weights == {"paper+kiosk": 2}
    assert "num_votes;150" in file
    assert "unweighted_funded,unweighted_score" in table
    path = tmp_path / "ballots.pb"
    path.write_text(file)
    election = read_election(path)
    assert len(election.ballots) == 150
    assert any("weighs ballots by their channel" in remark for remark in election.remarks)


@pytest.mark.parametrize("few", [1, 49])
async def test_what_few_chose_cannot_be_told_from_the_rest_so_each_ballot_counts_once(
    town: VotingTown, few: int
) -> None:
    poll_id = await a_weighed_poll(town)
    await cast(town, poll_id, ("web", "1", 60), ("kiosk", "2", few))

    outcome = await town.announce(poll_id)

    assert fates(outcome)[2][:2] == (False, few)
    assert outcome["weighing"]["groups"] == [{"weight": 1, "channels": ["web", "paper", "kiosk"], "ballots": 60 + few}]
    assert "voting_method" not in await the_file(town, poll_id)
    assert "kiosk" not in await the_file(town, poll_id)


async def test_how_many_came_which_way_is_told_nowhere(town: VotingTown) -> None:
    poll_id = await a_weighed_poll(town)
    async with town.database.transaction() as tx:
        await tx.session.execute(
            text("update poll_acts set at = at - interval '3 hours' where poll_id = :poll_id"), {"poll_id": poll_id}
        )
    await cast(town, poll_id, ("web", "1", 90), ("paper", "2", 57), ("kiosk", "2", 3))

    await tell_turnout(town.database, datetime.now(UTC).replace(minute=0, second=30) + timedelta(hours=1))
    outcome = await town.announce(poll_id)

    told = [data for type_, data in await town.events() if type_ == "voting.turnout-announced.v1"]
    assert [(one["ballots"], one["by_channel"], one["is_final"]) for one in told] == [(150, [], False), (150, [], True)]
    assert outcome["reached"]["by_channel"] == []


async def test_in_the_sealed_box_a_ballot_without_a_channel_is_one_of_ten_of_its_weight(town: VotingTown) -> None:
    poll_id = await a_weighed_poll(town)
    await cast(town, poll_id, ("web", "1", 90), ("paper", "2", 57), ("kiosk", "2", 3))

    await town.must(poll_id, "close")

    async with town.database.reading() as session:
        found = await session.execute(
            text("select weight, channel, count(*) from sealed_ballots group by 1, 2 order by 1, 2")
        )
        assert [tuple(row) for row in found] == [(1, "web", 90), (2, None, 60)]


async def test_a_poll_that_weighs_nothing_says_nothing_of_weights(town: VotingTown) -> None:
    poll_id = await town.open_poll(limits={"max_choices": 2})
    await cast(town, poll_id, ("web", "1", 60))

    outcome = await town.announce(poll_id)

    assert outcome["weighing"] is None
    assert fates(outcome)[1] == (True, 60, None, None)


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"weights": [{"channel": "sms", "weight": 2}]}, "has a weight that is not offered"),
        ({"weights": [{"channel": "web", "weight": 2}] * 2}, "has two weights"),
        (
            {"weights": [{"channel": one, "weight": 3} for one in ("web", "paper", "kiosk")]},
            "All ballots would count the same",
        ),
        (
            {
                "weights": [
                    {"channel": "web", "weight": 2},
                    {"channel": "paper", "weight": 4},
                    {"channel": "kiosk", "weight": 2},
                ]
            },
            "can be divided by 2",
        ),
    ],
)
async def test_weights_that_cannot_be_are_red_before_publishing(town: VotingTown, wishes: Body, words: str) -> None:
    poll = await town.draft(**{**WEIGHED, **wishes})

    check = next(one for one in poll["checks"] if one["name"] == "weights-can-be-applied")
    answer = await town.act(poll["poll_id"], "publish")

    assert words in check["words"]
    assert not check["is_met"]
    assert answer.status_code == 409


async def test_weights_that_can_be_ask_for_a_look_in_both_languages(town: VotingTown) -> None:
    poll = await town.draft(**WEIGHED)

    headers = staff_headers("returning-officer") | {"accept-language": "de"}
    german = (await town.client.get(f"{BASE}/polls/{poll['poll_id']}", headers=headers)).json()

    for body, words in ((poll, "fewer than 50 ballots"), (german, "weniger als 50 Stimmzettel")):
        check = next(one for one in body["checks"] if one["name"] == "weights-can-be-applied")
        assert (check["is_met"], check["asks_for_a_look"]) == (True, True)
        assert words in check["words"]


@pytest.mark.parametrize("weight", [0, -1, 101, 1.5, "two"])
async def test_a_weight_that_is_no_whole_number_within_bounds_is_refused(town: VotingTown, weight: object) -> None:
    wish = town.a_draft(**{**WEIGHED, "weights": [{"channel": "paper", "weight": weight}]})

    answer = await town.client.post(f"{BASE}/polls", json=wish, headers=staff_headers("returning-officer"))

    assert answer.status_code == 422


async def test_weights_that_were_changed_after_closing_convince_the_first_count_and_not_the_second(
    town: VotingTown,
) -> None:
    poll_id = await a_weighed_poll(town)
    await cast(town, poll_id, ("web", "1", 90), ("paper", "2", 60))
    await town.must(poll_id, "close")
    async with town.database.transaction() as tx:
        await tx.session.execute(text("update sealed_ballots set weight = 3 where weight = 2"))
        await tx.session.execute(text("update polls set weighing = jsonb_set(weighing, '{1,weight}', '3')"))

    await town.must(poll_id, "count")

    headers = staff_headers("returning-officer")
    count = (await town.client.get(f"{BASE}/polls/{poll_id}/count", headers=headers)).json()
    assert count["objections"] == ["ballots by paper, kiosk count as 3, which was not published"]
