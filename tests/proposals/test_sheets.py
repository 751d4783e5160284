"""What the office says of a proposal: in full, in easy language, and its costs line by line, before and after help."""

from typing import Any

import httpx
import pytest

from libs.shared.events.ideas import IdeaHandedOver, IdeaReworded, RoundPublished
from libs.shared.kernel.ids import new_id
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.proposing import MODERATOR, PROPOSALS, accepted, acted, committed, seen, submitted
from tests.support.staff import staff_headers

TEXTS = {
    "description": "Twelve lime trees, with bags for water.",
    "responsible": "Parks department",
    "conflicts": "The market needs the same ground on Saturdays.",
    "easy_language": "We plant trees. Trees give shade.",
}


def line(what: str, cost: int, helped: int = 0) -> Json:
    return {"what": what, "cost_cents": cost, "helped_cents": helped}


async def written(client: httpx.AsyncClient, proposal: Json, **sheet: Any) -> httpx.Response:
    headers = sheet.pop("headers", MODERATOR)
    return await client.put(f"{PROPOSALS}/{proposal['number']}/sheet", json=sheet, headers=headers)


async def test_it_is_for_everybody_as_soon_as_the_proposal_is(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)
    good(await written(client, proposal, **TEXTS))

    assert (await seen(client, proposal))["sheet"] is None
    assert TEXTS["description"] not in (await client.get(PROPOSALS)).text
    await acted(client, proposal, "accept", cost_cents=400)
    assert (await seen(client, proposal))["sheet"] == TEXTS | {"costs": [], "conflicts_with": []}
    assert "written anew" in (await seen(client, proposal))["life_line"][1]["text"]


async def test_until_it_is_accepted_the_lines_say_what_it_costs(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round, cost_cents=7)
    shown = good(await written(client, proposal, costs=[line("Trees", 300), line("Soil", 100)]))
    url = f"{PROPOSALS}/{proposal['number']}/actions"

    other = await client.post(url, json={"action": "accept", "cost_cents": 500}, headers=MODERATOR)

    assert shown["cost_cents"] == 400
    assert refused(other, 422, "costs-do-not-add-up")["errors"][0]["field"] == "costs"
    await acted(client, proposal, "accept", cost_cents=400)


async def test_each_line_stands_before_and_after_help(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    proposal = await accepted(client, a_round, cost_cents=50_000)
    await committed(client, proposal)  # twenty hours of 15.00

    shown = good(await written(client, proposal, costs=[line("Planting", 40_000, 25_000), line("Trees", 10_000)]))

    assert [(one["what"], one["cost_cents"], one["after_help_cents"]) for one in shown["sheet"]["costs"]] == [
        ("Planting", 40_000, 15_000),
        ("Trees", 10_000, 10_000),
    ]
    assert (shown["cost_cents"], shown["council_cost_cents"]) == (50_000, 20_000)


@pytest.mark.parametrize(
    ("costs", "field", "words"),
    [
        ([line("Trees", 400_000), line("Soil", 99_999)], "costs", "do not add up"),
        ([line("Trees", 500_000, 1)], "costs", "more help than is committed"),
        ([line("Trees", 499_999), line("Soil", 1, 2)], "costs.1", "more than it costs"),
    ],
)
async def test_lines_that_contradict_each_other_or_what_was_told_are_refused(
    client: httpx.AsyncClient, a_round: RoundPublished, costs: list[Json], field: str, words: str
) -> None:
    proposal = await accepted(client, a_round, cost_cents=500_000)

    answer = refused(await written(client, proposal, costs=costs), 422, "costs-do-not-add-up")

    assert field in [error["field"] for error in answer["errors"]]
    assert words in answer["detail"]
    assert (await seen(client, proposal))["sheet"] is None


async def test_it_is_for_the_office_and_not_for_what_was_withdrawn(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)

    refused(await written(client, proposal, **TEXTS, headers={}), 401, "unauthorized")
    key = {"X-Edit-Key": proposal["edit_key"]}
    refused(await written(client, proposal, **TEXTS, headers=key), 401, "unauthorized")
    assert (await written(client, proposal, **TEXTS, headers=staff_headers("auditor"))).status_code == 403
    seen_before = {"If-Match": f'"{good(await written(client, proposal))["version"]}"'}
    good(await written(client, proposal, **TEXTS))
    late = await written(client, proposal, responsible="Me", headers=MODERATOR | seen_before)
    refused(late, 412, "it-has-changed")
    await acted(client, proposal, "withdraw-for-them", asked_by="phone")
    refused(await written(client, proposal, **TEXTS), 409, "state-has-changed")


async def test_whoever_proposed_it_and_says_another_cost_takes_the_lines_away(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)
    good(await written(client, proposal, **TEXTS, costs=[line("Trees", 400)]))
    await acted(client, proposal, "request-changes", reason="How many?")
    wish = {"title": "Trees", "summary": "Ten.", "cost_cents": 300}
    url, key = f"{PROPOSALS}/{proposal['number']}", {"X-Edit-Key": proposal["edit_key"]}

    changed = good(await client.put(url, json=wish, headers=key))

    assert changed["sheet"] == TEXTS | {"costs": [], "conflicts_with": []}


async def test_what_was_taken_down_of_an_idea_goes_from_the_sheet_of_its_proposal(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = {"idea_id": new_id(), "round_id": a_round.round_id, "number": "K7Q-2M4"}
    words: Json = {"title": "A bench", "text": "For Ida Lund by the pond.", "place": None}
    await hearing.hear(
        IdeaHandedOver(**idea, fund_id=a_round.funds[0].fund_id, area_id=None, **words),
    )
    [found] = good(await client.get(PROPOSALS, headers=MODERATOR))["items"]
    good(await written(client, found, description="Ida Lund asks for a bench by the pond."))

    left = words | {"text": "For […] by the pond."}
    await hearing.hear(IdeaReworded(idea_id=idea["idea_id"], **left, reason="It names somebody."))

    shown = await seen(client, found, **MODERATOR)
    assert shown["sheet"]["description"] == "[…] asks for a bench by the pond."
