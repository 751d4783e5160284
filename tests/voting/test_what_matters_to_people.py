"""A survey of what matters to people, from the ballots to a ranked list with agreement, spread and differences."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from gateways.web.results.agreement import agreement_of
from gateways.web.words.speech import Speech
from tests.support.printed_commands import run_printed
from tests.support.survey import FACTORS, SHARES
from tests.voting.support.town import BASE, Body, VotingTown

ENGLISH = Speech("en", ZoneInfo("UTC"))
NORTH, SOUTH = (UUID(int=number) for number in (1, 2))
_CAST = """
    insert into ballots (poll_id, pseudonym, turn, mark, choices, channel, area_id, nonce, commitment)
    select :poll_id, decode(md5(:who || n), 'hex'), 1, '\\x00', :choices, :channel, cast(:area as uuid), '\\x00',
        sha256(convert_to(:who || n, 'UTF8'))
    from generate_series(1, :people) as n
"""


@pytest.fixture(autouse=True)
async def factors(town: VotingTown) -> None:
    """A paper of the survey's factors; the smallest costs have the first numbers."""
    for number in range(1, len(FACTORS) + 1):
        await town.accept_proposal(number, cost_cents=100_00)


async def cast(town: VotingTown, poll_id: UUID, channel: str, area: UUID, choices: str, people: int) -> None:
    values = {"poll_id": poll_id, "who": uuid4().hex, "choices": choices, "channel": channel, "area": str(area)}
    async with town.database.transaction() as tx:
        await tx.session.execute(text(_CAST), values | {"people": people})


async def test_a_survey_is_cast_counted_and_told_with_its_averages_by_programs_tables_and_the_command(
    town: VotingTown, tmp_path: Path
) -> None:
    poll_id = await town.open_poll(method="allocation", limits={"max_choices": 1000}, paper_order="voter")
    for person, shares in enumerate(SHARES):
        answer = await town.hand_in(poll_id, f"person {person}", {"points": shares})
        assert answer.status_code == 201, answer.text

    outcome = await town.announce(poll_id)

    told = outcome["agreement"]
    means = {one["project"]: (one["mean"], one["rounded"]) for one in told["projects"]}
    assert (told["votes"], means["1"], means["2"]) == (8, ("6.25", "6"), ("18.75", "19"))
    assert [one["project"] for one in told["projects"]][:4] == ["3", "2", "6", "5"]
    assert all(not one["by_channel"] + one["by_area"] for one in outcome["differences"]["projects"]), "eight are few"
    shown = agreement_of(outcome, outcome, {}, ENGLISH, lambda _: (0, ""))
    assert shown
    words = {title: ENGLISH.message(mean) for title, _, mean in shown.bars}
    assert (words["Project 1"], words["Project 2"]) == ("6 of 100", "19 of 100")
    (tmp_path / "ballots.pb").write_bytes((await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).content)
    as_json = await run_printed("commonpurse tally ballots.pb --json", tmp_path)
    assert json.loads(as_json.output)["agreement"] == told
    as_table = await run_printed("commonpurse tally ballots.pb --explain --csv", tmp_path)
    table = (await town.client.get(f"{BASE}/polls/{poll_id}/outcome.csv")).text
    assert as_table.output.splitlines() == table.splitlines()
    assert ",6.25,5.00,0.00,10.00,6.96," in table


async def test_large_groups_are_told_in_steps_of_ten_percent_and_of_small_ones_nothing(town: VotingTown) -> None:
    channels = ["web", "kiosk", "paper"]
    poll_id = await town.open_poll(method="allocation", limits={"max_choices": 1000}, channels=channels)
    await cast(town, poll_id, "web", NORTH, "1=91,2=9", 47)
    await cast(town, poll_id, "web", NORTH, "2=100", 23)
    await cast(town, poll_id, "kiosk", SOUTH, "1=9,2=91", 60)
    await cast(town, poll_id, "kiosk", SOUTH, "1=10,2=90", 20)
    await cast(town, poll_id, "paper", SOUTH, "3=100", 30)

    outcome = await town.announce(poll_id)

    by_number = {one["number"]: one for one in outcome["differences"]["projects"]}
    assert {number: by_number[number]["percent"] for number in (1, 2, 3, 4)} == {1: 37, 2: 57, 3: 17, 4: 0}
    assert shares(by_number[1], "by_channel") == {"web": (70, 70), "kiosk": (None, None)}
    assert shares(by_number[1], "by_area") == {str(NORTH): (70, 70), str(SOUTH): (20, 20)}


async def test_a_vote_without_marks_tells_nothing_of_agreement(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    await town.cast(poll_id, "ann", [1])

    outcome = await town.announce(poll_id)

    assert (outcome["agreement"], outcome["differences"]) == (None, None)


def shares(one: Body, table: str) -> dict[str, Any]:
    name = {"by_channel": "channel", "by_area": "area_id"}[table]
    return {part[name]: (part["least_percent"], part["most_percent"]) for part in one[table]}
