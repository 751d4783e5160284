"""An idea is merged into another: numbers, supporters and followers go along, both tell of it, and it is undone."""

from uuid import UUID, uuid4

import httpx
import pytest

from libs.shared.events.proposals import ProposalListed, ProposalSubmitted
from libs.shared.kernel.ids import new_id
from libs.shared.platform.access.staff import Role
from libs.shared.platform.running.runtime import Runtime
from services.ideas.use_cases.see_idea import find_similar_ideas
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.merging import WHY, merge, merged, said, told_as, undo_merge
from tests.support.staff import staff_headers
from tests.support.suggesting import (
    IDA,
    IDEAS,
    MODERATOR,
    TELLINGS,
    accepted,
    acted,
    handed_over,
    seen,
    suggested,
)

SHADE = {"title": "Shade for the market square", "text": "It is too hot there."}


async def support(client: httpx.AsyncClient, idea: Json, mark: str, *earlier: str, what: str = "supports") -> int:
    body = {"submission_id": mark, "earlier": earlier}
    answer = await client.post(f"{IDEAS}/{idea['number']}/{what}", json=body)
    supporters: int = answer.json()["supporters"]
    return supporters


async def test_both_life_lines_say_what_was_merged_and_why_and_the_old_number_says_where_it_went(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    trees, shade = await accepted(client, a_round), await accepted(client, a_round, **SHADE)

    await merged(client, shade, trees)

    old, whole = await seen(client, shade), await seen(client, trees)
    assert (old["state"], old["title"]) == ("merged", SHADE["title"])
    assert [(each["number"], each["how"]) for each in old["carried_on_by"]] == [(trees["number"], "merge")]
    assert [each["title"] for each in whole["carries"]] == [SHADE["title"]]
    assert (whole["state"], whole["version"]) == ("accepted", trees["version"])
    office = "The council's office"
    assert said(old)[-1] == (
        f"{office}: It was merged into the idea {trees['number']}, which carries it on: {WHY['reason']}"
    )
    assert said(whole)[-1] == (
        f"{office}: This carries the idea {shade['number']} on, too, which was merged into it: {WHY['reason']}"
    )
    [news] = await told_as(runtime.database, "ideas.idea-merged.v1")
    assert (news["number"], news["into_number"]) == (shade["number"], trees["number"])
    [similar] = await find_similar_ideas(UUID(a_round["round_id"]), "market square", runtime.database)
    assert similar.idea.number == trees["number"]  # whoever writes is led to the one that goes on


async def test_whoever_supports_both_counts_once_from_then_on_and_takes_all_of_it_back(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    trees, shade = await accepted(client, a_round), await accepted(client, a_round, **SHADE)
    ada, ada_of_shade, ben, cem = (str(uuid4()) for _ in range(4))
    await support(client, shade, ada_of_shade)
    await support(client, shade, ben)
    await support(client, trees, cem)
    await support(client, trees, ben)  # a device of an integrator's sends one number for both

    await merged(client, shade, trees)

    assert (await seen(client, trees))["supporters"] == 3
    assert await support(client, trees, ada, ada_of_shade) == 3
    assert await support(client, trees, ada, ada_of_shade, what="supports/taken-back") == 2
    good(await undo_merge(client, shade))
    assert [(await seen(client, each))["supporters"] for each in (trees, shade)] == [2, 1]


async def test_undoing_leads_back_to_where_the_idea_stood(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    trees, shade = await accepted(client, a_round), await suggested(client, a_round, **SHADE)
    before = await seen(client, shade, **MODERATOR)
    await merged(client, shade, trees)

    undone = good(await undo_merge(client, shade))

    assert (undone["state"], undone["carried_on_by"]) == ("submitted", [])
    assert undone["due_at"] >= before["due_at"]
    assert (await seen(client, trees))["carries"] == []
    assert said(undone)[-1].endswith("goes its own way again: They ask for different things.")
    assert said(await seen(client, trees))[-1].startswith(f"The council's office: The idea {shade['number']}, which")
    [news] = await told_as(runtime.database, "ideas.idea-merge-undone.v1")
    assert news["number"] == shade["number"]
    refused(await undo_merge(client, shade), 409, "nothing-to-undo")
    await merged(client, await acted(client, undone, "accept"), trees)  # and once more


async def test_what_nobody_has_screened_is_read_nowhere_after_it_was_merged(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    trees, shade = await accepted(client, a_round), await suggested(client, a_round, **SHADE)

    await merged(client, shade, trees)

    [one] = (await seen(client, trees))["carries"]
    assert (one["number"], one["title"]) == (shade["number"], None)
    assert (await seen(client, shade))["title"] is None
    assert SHADE["title"] not in str([await seen(client, each) for each in (trees, shade)])


async def test_what_becomes_of_both_is_told_before_it_is_done(client: httpx.AsyncClient, a_round: Json) -> None:
    trees, shade = await accepted(client, a_round), await accepted(client, a_round, **SHADE, contact=IDA)
    for idea in (trees, shade, shade):
        await support(client, idea, str(uuid4()))

    preview = good(await client.get(f"{IDEAS}/{shade['number']}/merge?into={trees['idea_id']}", headers=MODERATOR))

    assert [preview[side]["supporters"] for side in ("idea", "into")] == [2, 1]
    assert (preview["supporters"], preview["followers"], preview["is_on_ballot"]) == (3, 0, False)
    assert [preview[side]["told"] for side in ("idea", "into")] == [1, 0]
    assert (await seen(client, shade))["state"] == "accepted"


async def test_whoever_suggested_what_was_merged_hears_what_becomes_of_the_whole_once(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    trees = await accepted(client, a_round)
    for title in ("Shade", "A roof of leaves"):
        await merged(client, await suggested(client, a_round, title=title, contact=IDA), trees)

    await acted(client, trees, "reject", criterion="not-ours", reason="The square is the railway's.")

    told = good(await client.get(TELLINGS, headers=MODERATOR))["items"]
    of_the_whole = [each["text"] for each in told if "railway" in each["text"]]
    assert len(of_the_whole) == 1
    assert f"The idea {trees['number']}, which carries it on, has news. The council's office: " in of_the_whole[0]


async def test_a_reason_that_is_taken_down_leaves_the_life_lines_of_both(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    trees, shade = await accepted(client, a_round), await accepted(client, a_round, **SHADE, contact=IDA)
    good(await merge(client, shade, trees, reason="Ms Miller asked for it"))
    actions = good(await client.get(f"{IDEAS}/{shade['number']}/actions", headers=MODERATOR))["items"]
    [lines] = [each["fields"][0]["choices"] for each in actions if each["action"] == "redact-line"]
    line = lines[-1]["value"]

    await acted(client, shade, "redact-line", line=line, words="They are alike", reason="A name.")

    shown = [await seen(client, each, **MODERATOR) for each in (trees, shade)]
    told = good(await client.get(TELLINGS, headers=MODERATOR))
    journal = [await told_as(runtime.database, f"ideas.idea-{each}.v1") for each in ("state-changed", "merged")]
    assert "Miller" not in str([each["life_line"] for each in shown]) + str(told) + str(journal)
    assert all(any(line.endswith("They are alike") for line in said(each)) for each in shown)


async def test_an_idea_whose_proposal_is_voted_on_takes_others_in_and_stays_on_its_paper(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    trees, shade = await handed_over(client, a_round), await accepted(client, a_round, **SHADE)
    proposal = {"proposal_id": new_id(), "idea_id": UUID(trees["idea_id"])}
    more = {"round_id": UUID(a_round["round_id"]), "fund_id": UUID(trees["fund_id"]), "area_id": None}
    await hearing.hear(
        ProposalSubmitted(**proposal, **more, number="P7Q-2M4"),
        ProposalListed(**proposal, poll_id=new_id()),
    )
    refused(await merge(client, trees, shade), 409, "idea-is-a-proposal")
    preview = good(await client.get(f"{IDEAS}/{shade['number']}/merge?into={trees['number']}", headers=MODERATOR))

    await merged(client, shade, trees)

    whole = await seen(client, trees)
    assert preview["is_on_ballot"]
    assert (whole["state"], whole["proposal_number"], len(whole["carries"])) == ("on_ballot", "P7Q-2M4", 1)
    good(await undo_merge(client, shade))


@pytest.mark.parametrize("role", ["reviewer", "auditor", "data-entry-officer"])
async def test_the_office_alone_merges(client: httpx.AsyncClient, a_round: Json, role: Role) -> None:
    trees, shade = await accepted(client, a_round), await accepted(client, a_round, **SHADE)

    answer = await merge(client, shade, trees, headers=staff_headers(role))

    assert answer.status_code == httpx.codes.FORBIDDEN
