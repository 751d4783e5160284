"""Whoever follows a proposal that never was an idea hears of it as of an idea, by mail or text, at once or later."""

from datetime import timedelta

import httpx
import pytest

from libs.shared.events.voting import PollReasonReworded, ProjectWithdrawn
from libs.shared.kernel.ids import new_id
from services.ideas.use_cases.erase_contacts import erase_contacts
from services.ideas.use_cases.following import follow_by_text
from tests.ideas.following.conftest import (
    ADA,
    FOLLOWING,
    OF_THE_NUMBER,
    Line,
    PostRoom,
    asked,
    everything_in,
    following,
    key_in,
)
from tests.ideas.test_what_became_of_it import Proposal, set_aside
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.held_clock import HeldClock
from tests.support.proposals_heard import DirectProposal
from tests.support.suggesting import accepted, acted, handed_over


@pytest.fixture
async def proposal(hearing: Hearing, a_round: Json) -> DirectProposal:
    """A proposal that was sent in and waits for moderation."""
    proposal = DirectProposal(a_round)
    await hearing.hear(proposal.submitted())
    return proposal


async def test_a_follower_hears_in_their_language_what_becomes_of_it_by_whom_and_why(
    client: httpx.AsyncClient, post_room: PostRoom, hearing: Hearing, proposal: DirectProposal
) -> None:
    await asked(client, proposal=proposal.number, language="de")
    [link] = await post_room.sent()
    await hearing.hear(proposal.changes_requested("Was niemand bestätigt hat, hört niemand."))
    unconfirmed = await post_room.sent()
    good(await client.post(f"{FOLLOWING}/mine/confirmed", json={}, headers=key_in(link)))

    await hearing.hear(proposal.changes_requested("Bitte nennen Sie den Ort."))
    [before] = await post_room.sent()
    await hearing.hear(proposal.submitted(), proposal.accepted("Schaukeln für alle"))
    [after] = await post_room.sent()
    await hearing.hear(proposal.called("Schaukeln am Teich"))
    [corrected] = await post_room.sent()
    await hearing.hear(proposal.funded())
    [last] = await post_room.sent()

    assert unconfirmed == []
    assert f"* Vorschlag {proposal.number}" in link.get_content().splitlines()
    assert before["Subject"] == f"Neues zu Vorschlag {proposal.number}"
    assert "Die Geschäftsstelle: " in before.get_content()
    assert "Bitte nennen Sie den Ort." in before.get_content()
    assert f"Vorschlag {proposal.number}, „Schaukeln für alle“" in after.get_content()
    assert "„Schaukeln am Teich“" in corrected.get_content()
    assert "Titel" in corrected.get_content()
    assert "Die Abstimmung: " in last.get_content()
    assert last["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


async def test_one_click_ends_it_and_nothing_is_kept(
    client: httpx.AsyncClient, post_room: PostRoom, hearing: Hearing, proposal: DirectProposal
) -> None:
    key = await following(client, post_room, proposal=str(proposal.id))
    [thing] = good(await client.get(f"{FOLLOWING}/mine", headers=key))["things"]
    await hearing.hear(proposal.withdrawn())

    await client.delete(f"{FOLLOWING}/mine", headers=key)

    assert (thing["about"], thing["number"], thing["name"]) == ("proposal", proposal.number, "")
    assert await post_room.sent() == []
    assert "ada@" not in await everything_in(post_room.runtime.database)


async def test_an_address_is_erased_a_year_after_the_round_has_ended(
    client: httpx.AsyncClient, post_room: PostRoom, clock: HeldClock, proposal: DirectProposal
) -> None:
    await following(client, post_room, proposal=proposal.number)
    clock.move(timedelta(days=3 * 366))

    await erase_contacts(post_room.runtime.database, clock)

    assert "ada@" not in await everything_in(post_room.runtime.database)


async def test_a_digest_tells_of_ideas_and_proposals_in_one_mail(
    client: httpx.AsyncClient,
    post_room: PostRoom,
    hearing: Hearing,
    clock: HeldClock,
    a_round: Json,
    proposal: DirectProposal,
) -> None:
    idea = await accepted(client, a_round)
    await asked(client, idea=idea["number"], pace="daily")
    await following(client, post_room, proposal=proposal.number)
    await acted(client, idea, "correct-title", title="Lime trees")
    await hearing.hear(proposal.accepted())
    clock.move(timedelta(days=1))

    [mail] = await post_room.sent()

    assert mail["Subject"] == "News of 2 ideas and proposals that you follow"
    assert f"Proposal {proposal.number}, “Swings for all”" in mail.get_content().splitlines()
    assert "The council's office: The proposal is accepted" in mail.get_content()


async def test_what_the_office_corrected_is_told_as_what_it_is(
    client: httpx.AsyncClient, post_room: PostRoom, hearing: Hearing, proposal: DirectProposal
) -> None:
    await following(client, post_room, proposal=proposal.number)
    await hearing.hear(proposal.accepted(), proposal.corrected("text"), proposal.corrected("title", "Two swings"))

    [mail] = await post_room.sent()

    said = [line for line in mail.get_content().splitlines() if "corrected" in line]
    assert said == ["The council's office: The office corrected the text.", said[-1]]
    assert said[-1].endswith("The office corrected the title.")


async def test_words_that_were_taken_down_meanwhile_are_told_to_nobody(
    client: httpx.AsyncClient, post_room: PostRoom, hearing: Hearing, proposal: DirectProposal
) -> None:
    await following(client, post_room, proposal=proposal.number)
    title, reason = "Mr Doe of 7 Elm Street steals", "Mr Doe of 7 Elm Street wrote it."
    await hearing.hear(proposal.accepted(title), proposal.called(title))
    [told] = await hearing.hear(proposal.rejected(reason))
    why = "It names a person."
    await hearing.hear(proposal.called(None, why), proposal.said_otherwise(told, "A neighbour wrote it.", why))

    [mail] = await post_room.sent()

    assert "Elm Street" not in mail.get_content()
    assert "A neighbour wrote it." in mail.get_content()
    assert why in mail.get_content()
    assert "Elm Street" not in await everything_in_but_journals(post_room)


async def everything_in_but_journals(post_room: PostRoom) -> str:
    lines = (await everything_in(post_room.runtime.database)).splitlines()
    return "\n".join(line for line in lines if "proposals.proposal-" not in line)


async def test_a_follower_hears_that_its_project_was_withdrawn_from_the_vote_and_no_name_that_left_the_reason(
    client: httpx.AsyncClient, post_room: PostRoom, hearing: Hearing, proposal: DirectProposal
) -> None:
    await following(client, post_room, proposal=proposal.number)
    await hearing.hear(proposal.accepted())
    await post_room.sent()
    of = {"poll_id": new_id(), "proposal_id": proposal.id}
    [told] = await hearing.hear(ProjectWithdrawn(**of, number=2, reason="Mr Doe sold the site."))
    which = {"event_id": told.id, "event_type": told.type, "told_at": told.time, "field": "reason"}
    await hearing.hear(PollReasonReworded(**of, **which, words="The site was sold.", reason="It names a person."))

    [mail] = await post_room.sent()

    assert "withdrawn from the vote" in mail.get_content()
    assert "The site was sold." in mail.get_content()
    assert "Doe" not in mail.get_content()


async def test_a_proposal_that_was_an_idea_is_followed_as_that(
    client: httpx.AsyncClient, post_room: PostRoom, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    news = Proposal(idea)
    await hearing.hear(news.submitted())

    key = await following(client, post_room, proposal="K7Q-2M4")

    [thing] = good(await client.get(f"{FOLLOWING}/mine", headers=key))["things"]
    assert (thing["about"], thing["number"]) == ("idea", idea["number"])


async def test_what_is_no_proposal_is_not_followed(client: httpx.AsyncClient, post_room: PostRoom) -> None:
    for number in ("7XY-2M4", "trees"):
        answer = await client.post(FOLLOWING, json={"contact": ADA, "proposal": number})
        refused(answer, 404, "proposal-is-not-known")
    both = await client.post(FOLLOWING, json={"contact": ADA, "proposal": "7XY-2M4", "idea": "7XY-2M4"})
    assert both.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert await post_room.sent() == []


async def test_it_is_followed_by_text_and_ended_by_text(line: Line, hearing: Hearing, proposal: DirectProposal) -> None:
    followed = await line.texts("follow", proposal.number.lower(), language="de")
    await hearing.hear(proposal.accepted())

    assert followed == {"state": "followed", "number": proposal.number}
    [told] = await line.sent()
    assert told.startswith(f"Vorschlag {proposal.number}: Der Vorschlag ")
    assert await line.texts("stop", proposal.number) == {"state": "ended", "number": proposal.number}
    await hearing.hear(proposal.withdrawn())
    assert await line.sent() == []
    assert OF_THE_NUMBER not in await line.everything()


async def test_a_number_that_an_idea_and_a_proposal_have_is_asked_about(
    line: Line, hearing: Hearing, a_round: Json
) -> None:
    idea = await accepted(line.client, a_round)
    twin = DirectProposal(a_round, idea["number"])
    await hearing.hear(twin.submitted(), twin.accepted())

    assert await line.texts("follow", idea["number"]) == {"state": "several", "number": idea["number"]}

    assert OF_THE_NUMBER not in await line.everything()
    good(await line.client.post(FOLLOWING, json={"contact": ADA, "proposal": idea["number"]}), httpx.codes.ACCEPTED)
    assert await set_aside(line.post_room.runtime) == []


async def test_whoever_follows_the_most_is_told_that_nothing_was_added(
    line: Line, a_round: Json, proposal: DirectProposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea = await accepted(line.client, a_round)
    monkeypatch.setattr(follow_by_text, "MOST_FOLLOWED", 1)
    await line.texts("follow", proposal.number)

    assert await line.texts("follow", idea["number"]) == {"state": "too_many", "number": idea["number"]}
    assert await line.texts("follow", proposal.number) == {"state": "followed", "number": proposal.number}
