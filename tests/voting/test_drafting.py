from uuid import uuid4

import httpx

from libs.shared.events.proposals import OfferCommitted, ProposalRejected
from tests.support.staff import staff_headers
from tests.voting.support.town import ADA, BASE, BUDGET_CENTS, Body, VotingTown


def unmet(poll: Body) -> dict[str, str]:
    return {check["name"]: check["words"] for check in poll["checks"] if not check["is_met"]}


async def test_a_draft_lists_all_accepted_proposals_under_the_numbers_that_staff_gave(town: VotingTown) -> None:
    numbers = {str(town.proposal_id(3)): 1, str(town.proposal_id(1)): 12}

    poll = await town.draft(numbers=numbers)

    assert [(line["number"], line["title"]) for line in poll["projects"]] == [
        (1, "Project 3"),
        (2, "Project 2"),
        (3, "Project 4"),
        (4, "Project 5"),
        (12, "Project 1"),
    ]
    assert (poll["state"], poll["lot_commitment"], unmet(poll)) == ("drafted", None, {})


async def test_a_drafts_paper_follows_the_proposals_and_a_published_one_does_not(town: VotingTown) -> None:
    poll_id = (await town.draft())["poll_id"]
    offer = OfferCommitted(offer_id=uuid4(), proposal_id=town.proposal_id(1), value_cents=400_00)

    await town.hear(offer)
    await town.hear(
        ProposalRejected(proposal_id=town.proposal_id(2), idea_id=None, criterion="not-ours", reason="Not ours.")
    )
    await town.accept_proposal(6, cost_cents=50_00)
    published = await town.must(poll_id, "publish")
    await town.hear(offer)
    await town.accept_proposal(7, cost_cents=1)

    expected = {
        "Project 1": 600_00,
        "Project 3": 3000_00,
        "Project 4": 4000_00,
        "Project 5": 5000_00,
        "Project 6": 50_00,
    }
    assert {line["title"]: line["cost_cents"] for line in published["projects"]} == expected
    now = (await town.client.get(f"{BASE}/polls/{poll_id}")).json()
    assert now["projects"] == published["projects"]


async def test_a_commitment_can_lower_the_councils_cost_to_nothing_but_not_below(town: VotingTown) -> None:
    await town.hear(OfferCommitted(offer_id=uuid4(), proposal_id=town.proposal_id(1), value_cents=9000_00))

    poll = await town.draft()

    assert poll["projects"][0]["cost_cents"] == 0


async def test_a_draft_that_cannot_be_published_says_why_in_words(town: VotingTown) -> None:
    poll = await town.draft(
        method="points",
        limits={"max_choices": 3, "min_choices": 9},
        rule="score-order",
        completion="add1",
        channels=[],
        opens_at="2020-01-01T00:00:00Z",
        closes_at="2020-01-02T00:00:00Z",
    )

    refused = await town.act(poll["poll_id"], "publish")

    assert unmet(poll).keys() == {
        "limits-fit-the-paper",
        "points-can-be-given",
        "window-lies-ahead",
        "rule-is-complete",
        "channels-are-offered",
    }
    assert (refused.status_code, refused.json()["code"]) == (409, "poll-is-not-ready")
    assert refused.json()["unmet"] == list(unmet(poll).values())
    in_german = await town.client.get(
        f"{BASE}/polls/{poll['poll_id']}", headers=staff_headers("returning-officer") | {"Accept-Language": "de"}
    )
    assert [words["de"] for words in refused.json()["unmet_in_words"]] == list(unmet(in_german.json()).values())


async def test_each_check_is_said_in_the_language_of_whoever_asks(town: VotingTown) -> None:
    poll = await town.draft(method="points", limits={"max_choices": 3, "max_points": 5, "max_points_each": 5})
    headers = staff_headers("returning-officer")

    said = [
        [check["words"] for check in (await answer(town, poll, headers | {"Accept-Language": language}))["checks"]]
        for language in ("en", "de")
    ]

    assert said[0] == [check["words"] for check in poll["checks"]]
    assert len(said[0]) == len(said[1]) == 10
    assert not set(said[0]) & set(said[1])


async def test_a_project_that_may_go_beyond_the_fund_by_the_polls_rule_can_be_funded(town: VotingTown) -> None:
    await town.accept_proposal(6, cost_cents=BUDGET_CENTS * 5 // 4)
    await town.accept_proposal(7, cost_cents=BUDGET_CENTS * 5 // 4 + 1)

    poll = await town.draft(rule="score-order", ending="stop-80")
    strict = await town.draft(rule="score-order", ending="stop")

    assert "6 Project 6" not in unmet(poll)["each-can-be-funded"]
    assert "7 Project 7" in unmet(poll)["each-can-be-funded"]
    assert "6 Project 6" in unmet(strict)["each-can-be-funded"]


async def test_a_project_dearer_than_its_fund_is_named_and_nothing_is_published_with_it(town: VotingTown) -> None:
    await town.accept_proposal(6, cost_cents=BUDGET_CENTS)
    fits = await town.draft()
    await town.accept_proposal(7, cost_cents=BUDGET_CENTS + 1)

    poll = await town.draft()
    refused = await town.act(poll["poll_id"], "publish")
    headers = staff_headers("returning-officer") | {"Accept-Language": "de"}

    assert unmet(fits) == {}
    assert [*unmet(poll)] == ["each-can-be-funded"]
    assert "7 Project 7" in unmet(poll)["each-can-be-funded"]
    assert "Project 6" not in unmet(poll)["each-can-be-funded"]
    assert "6.000,00 EUR" in unmet(await answer(town, poll, headers))["each-can-be-funded"]
    assert (refused.status_code, refused.json()["code"]) == (409, "poll-is-not-ready")


async def test_a_project_that_costs_nothing_is_remarked_and_hinders_nothing(town: VotingTown) -> None:
    before = await town.draft()
    await town.accept_proposal(6, cost_cents=0)
    await town.accept_proposal(7, cost_cents=500, committed_cents=900)

    poll = await town.draft()
    published = await town.act(poll["poll_id"], "publish")

    looks = [check for check in poll["checks"] if check["asks_for_a_look"]]
    assert not [check for check in before["checks"] if check["asks_for_a_look"]]
    assert [check["name"] for check in looks] == ["projects-have-a-cost"]
    assert "6 Project 6, 7 Project 7" in looks[0]["words"]
    assert published.status_code == 200


async def answer(town: VotingTown, poll: Body, headers: dict[str, str]) -> Body:
    found: Body = (await town.client.get(f"{BASE}/polls/{poll['poll_id']}", headers=headers)).json()
    return found


async def test_an_opening_that_has_passed_is_red_and_says_how_to_mend_it(town: VotingTown) -> None:
    poll = await town.draft(opens_at="2020-01-01T00:00:00Z")

    refused = await town.act(poll["poll_id"], "publish")

    assert "Choose a later opening." in unmet(poll)["window-lies-ahead"]
    assert refused.json()["code"] == "poll-is-not-ready"


async def test_the_same_submission_drafts_one_poll(town: VotingTown) -> None:
    submission_id = str(uuid4())

    first, second = await town.draft(submission_id=submission_id), await town.draft(submission_id=submission_id)

    assert first["poll_id"] == second["poll_id"]


async def test_what_cannot_be_drafted_is_refused_by_name(town: VotingTown) -> None:
    headers = staff_headers("returning-officer", name=ADA)
    wishes: list[tuple[Body, int, str]] = [
        ({"round_id": str(uuid4())}, 404, "round-is-not-known"),
        ({"fund_id": str(uuid4())}, 404, "round-is-not-known"),
        ({"numbers": {str(uuid4()): 1}}, 409, "proposal-is-not-accepted"),
        ({"numbers": {str(town.proposal_id(n)): 1 for n in (1, 2)}}, 422, "number-is-given-twice"),
        ({"opens_at": "2026-11-24T10:00:00"}, 422, "malformed-request"),
        ({"method": "guessing"}, 422, "malformed-request"),
    ]

    answers = [
        await town.client.post(f"{BASE}/polls", json=town.a_draft(**wish), headers=headers) for wish, _, _ in wishes
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (status, code) for _, status, code in wishes
    ]


async def test_drafts_are_for_staff(town: VotingTown) -> None:
    poll_id = (await town.draft())["poll_id"]
    headers = staff_headers("moderator")

    public = await town.client.get(f"{BASE}/polls")
    for_staff = await town.client.get(f"{BASE}/polls", headers=headers)

    assert (public.json()["total"], for_staff.json()["total"]) == (0, 1)
    assert (await town.client.get(f"{BASE}/polls/{poll_id}")).status_code == 404
    assert (await town.client.get(f"{BASE}/polls/{poll_id}", headers=headers)).status_code == 200
    moderators = await town.client.post(f"{BASE}/polls", json=town.a_draft(), headers=headers)
    assert moderators.status_code == 403


async def test_polls_can_be_listed_by_round_and_state(town: VotingTown) -> None:
    open_poll = await town.open_poll()
    await town.must((await town.draft())["poll_id"], "publish")

    found = await town.client.get(f"{BASE}/polls", params={"round_id": str(town.round_id), "state": "open"})
    elsewhere = await town.client.get(f"{BASE}/polls", params={"round_id": str(uuid4())})

    assert [poll["poll_id"] for poll in found.json()["items"]] == [str(open_poll)]
    assert elsewhere.json()["items"] == []
    assert (elsewhere.json()["total"], elsewhere.json()["pages"], elsewhere.json()["next"]) == (0, 1, None)


async def redrafted(town: VotingTown, poll_id: object, **wishes: object) -> httpx.Response:
    headers = staff_headers("returning-officer", name=ADA)
    return await town.client.put(f"{BASE}/polls/{poll_id}", json=town.a_draft(**wishes), headers=headers)


async def test_a_draft_can_be_changed_as_a_whole_until_it_is_published(town: VotingTown) -> None:
    poll_id = (await town.draft(channels=[]))["poll_id"]

    changed = await redrafted(
        town, poll_id, name="A better name", channels=["sms"], numbers={str(town.proposal_id(5)): 1}
    )
    published = await town.must(poll_id, "publish")
    late = await redrafted(town, poll_id, name="Too late")

    assert changed.status_code == 200
    assert unmet(changed.json()) == {}
    assert changed.json()["projects"][0]["title"] == "Project 5"
    assert (published["poll_id"], published["name"], published["channels"]) == (poll_id, "A better name", ["sms"])
    assert (late.status_code, late.json()["code"]) == (409, "state-has-changed")


async def test_a_change_that_does_not_fit_leaves_the_draft_as_it_was(town: VotingTown) -> None:
    draft = await town.draft()

    twice = await redrafted(town, draft["poll_id"], numbers={str(town.proposal_id(n)): 7 for n in (1, 2)})
    elsewhere = await redrafted(town, draft["poll_id"], fund_id=str(uuid4()))
    nowhere = await redrafted(town, uuid4())
    nobody = await town.client.put(f"{BASE}/polls/{draft['poll_id']}", json=town.a_draft())

    assert [answer.json()["code"] for answer in (twice, elsewhere, nowhere)] == [
        "number-is-given-twice",
        "round-is-not-known",
        "no-such-poll",
    ]
    assert nobody.status_code == 401
    headers = staff_headers("returning-officer", name=ADA)
    assert (await town.client.get(f"{BASE}/polls/{draft['poll_id']}", headers=headers)).json() == draft
