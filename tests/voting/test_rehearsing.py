"""A rehearsal looks and counts like a poll, and nothing of it is ever taken for one."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from libs.shared.events.proposals import ProposalReworded
from libs.shared.events.words import Phase
from services.voting import use_cases
from services.voting.domain.tally.pb.read import read_pb
from services.voting.use_cases.casting.tell_turnout import tell_turnout
from tests.support.staff import a_permit, staff_headers
from tests.voting.support.town import ADA, BASE, GRACE, VotingTown

OFFICER = staff_headers("returning-officer", name=ADA)


async def rehearse(town: VotingTown, poll_id: object, **body: Any) -> dict[str, Any]:
    answer = await town.client.post(f"{BASE}/polls/{poll_id}/rehearsals", json=body, headers=OFFICER)
    assert answer.status_code == 201, answer.text
    rehearsal: dict[str, Any] = answer.json()
    return rehearsal


async def an_open_rehearsal(town: VotingTown, **wishes: object) -> UUID:
    rehearsal = await rehearse(town, (await town.draft(**wishes))["poll_id"])
    await town.must(rehearsal["poll_id"], "publish", "open")
    return UUID(rehearsal["poll_id"])


async def cast(town: VotingTown, poll_id: UUID, person: str, choices: list[int], *, is_test: bool = True) -> Any:
    return await town.cast_with(a_permit(poll_id, person, is_test=is_test), choices)


async def an_announced_rehearsal(town: VotingTown) -> UUID:
    poll_id = await an_open_rehearsal(town)
    for person in range(12):
        assert (await cast(town, poll_id, f"test {person}", [1 + person % 3])).status_code == 201
    await town.announce(poll_id)
    return poll_id


async def test_a_rehearsal_has_the_polls_terms_and_paper_and_times_of_its_own(town: VotingTown) -> None:
    numbers = {str(town.proposal_id(1)): 7}
    poll = await town.draft(limits={"max_choices": 2, "min_choices": 0}, numbers=numbers, quorum=3)

    rehearsal = await rehearse(town, poll["poll_id"])

    assert rehearsal["is_rehearsal"] is True
    assert poll["is_rehearsal"] is False
    assert rehearsal["projects"] == poll["projects"]
    times = {"opens_at", "closes_at"}
    terms = {"name", "method", "limits", "rule", "completion", "channels", "quorum", "min_score", "equals"}
    assert {term: rehearsal[term] for term in terms} == {term: poll[term] for term in terms}
    assert {rehearsal[time] for time in times}.isdisjoint({poll[time] for time in times})
    checks = {check["name"]: check for check in rehearsal["checks"]}
    assert all(check["is_met"] for check in checks.values())
    assert checks["so-few-can-fund-something"]["asks_for_a_look"]


async def test_asked_twice_under_one_id_a_poll_is_rehearsed_once(town: VotingTown) -> None:
    poll, submission_id = await town.draft(), str(uuid4())

    first = await rehearse(town, poll["poll_id"], submission_id=submission_id)
    second = await rehearse(town, poll["poll_id"], submission_id=submission_id)

    assert first["poll_id"] == second["poll_id"]


async def test_a_draft_that_is_changed_stays_what_it_was(town: VotingTown) -> None:
    rehearsal = await rehearse(town, (await town.draft())["poll_id"])
    wish = town.a_draft(name="Tried out", is_rehearsal=False)

    changed = await town.client.put(f"{BASE}/polls/{rehearsal['poll_id']}", json=wish, headers=OFFICER)
    drafted = await town.draft(is_rehearsal=True)

    assert (changed.json()["name"], changed.json()["is_rehearsal"]) == ("Tried out", True)
    assert drafted["is_rehearsal"] is False


async def test_it_needs_no_roll_and_keeps_no_calendar(town: VotingTown) -> None:
    await town.hear_roll(people=100, invited=0)
    await town.change_round(calendar=[Phase(name="vote", starts_on="2020-01-01", ends_on="2020-01-31")])
    poll = await town.draft()
    assert {check["name"] for check in poll["checks"] if not check["is_met"]} == {
        "somebody-can-vote",
        "calendar-holds-the-window",
    }

    rehearsal = await rehearse(town, poll["poll_id"])

    assert all(check["is_met"] for check in rehearsal["checks"])


@pytest.mark.parametrize("is_test", [True, False])
async def test_no_box_takes_the_other_kind_of_permit(town: VotingTown, is_test: bool) -> None:
    poll_id = await town.open_poll() if is_test else await an_open_rehearsal(town)

    refused = await cast(town, poll_id, "ann", [1], is_test=is_test)
    taken = await cast(town, poll_id, "ann", [1], is_test=not is_test)

    assert (refused.status_code, refused.json()["code"]) == (401, "permit-is-not-valid")
    assert taken.status_code == 201
    assert taken.json()["is_rehearsal"] is not is_test
    closed = await town.must(poll_id, "close")
    assert closed["ballots"] == 1


async def test_of_a_whole_rehearsal_nothing_is_announced_but_what_residents_need(town: VotingTown) -> None:
    poll_id = await an_open_rehearsal(town)
    for person in range(12):
        await cast(town, poll_id, f"test {person}", [1, 2])
    async with town.database.transaction() as tx:
        await tx.session.execute(text("update poll_acts set at = at - interval '2 hours'"))
        (hour,) = (await tx.session.execute(text("select date_trunc('hour', clock_timestamp())"))).one()
    await tell_turnout(town.database, hour)
    reworded = ProposalReworded(proposal_id=town.proposal_id(2), title="Another", summary="", reason="A slip.")
    await town.hear(reworded)
    await town.act(poll_id, "withdraw-project", project="5", reason="Its site is sold.")
    await town.act(poll_id, "confirm-withdrawal", by=GRACE)
    await town.act(poll_id, "rename", name="Tried out", reason="A slip.")

    outcome = await town.announce(poll_id)

    assert outcome["is_rehearsal"] is True
    assert outcome["ballots"] == 12
    assert [kind for kind, _ in await town.events()] == [
        "voting.rehearsal-published.v1",
        "voting.rehearsal-opened.v1",
        "voting.rehearsal-ended.v1",
    ]


async def test_one_that_is_called_off_ends_for_residents_too(town: VotingTown) -> None:
    rehearsal = await rehearse(town, (await town.draft())["poll_id"])
    await town.must(rehearsal["poll_id"], "publish", "cancel")

    kinds = [kind for kind, _ in await town.events()]

    assert kinds == ["voting.rehearsal-published.v1", "voting.rehearsal-ended.v1"]


def test_news_leave_voting_by_one_way_alone() -> None:
    sources = {path: path.read_text() for path in Path(str(use_cases.__file__)).parent.rglob("*.py")}

    announcing = [path.name for path, source in sources.items() if ".announce(" in source]

    assert announcing == ["telling.py"]


async def test_it_stands_in_no_list_of_polls_and_staff_ask_for_it(town: VotingTown) -> None:
    real, rehearsal = await town.open_poll(), await an_open_rehearsal(town)

    async def listed(headers: dict[str, str], **wish: str) -> set[str]:
        found = await town.client.get(f"{BASE}/polls", params=wish, headers=headers)
        return {poll["poll_id"] for poll in found.json()["items"] if poll["state"] != "drafted"}

    assert await listed({}) == await listed(OFFICER) == {str(real)}
    assert await listed({}, rehearsals="true") == {str(real)}
    assert await listed(OFFICER, rehearsals="true") == {str(rehearsal)}
    assert (await town.client.get(f"{BASE}/polls/{rehearsal}")).json()["is_rehearsal"] is True


async def test_no_draft_is_held_against_a_rehearsal(town: VotingTown) -> None:
    await an_announced_rehearsal(town)
    draft = await town.draft()

    comparison = await town.client.get(f"{BASE}/polls/{draft['poll_id']}/comparison", headers=OFFICER)

    assert comparison.json()["poll_id"] is None


async def test_whoever_has_its_files_reads_in_them_what_they_are(town: VotingTown) -> None:
    poll_id = await an_announced_rehearsal(town)

    ballots = await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")
    table = await town.client.get(f"{BASE}/polls/{poll_id}/outcome.csv")

    assert ballots.headers["content-disposition"] == f'attachment; filename="rehearsal-{poll_id}.pb"'
    assert table.headers["content-disposition"] == f'attachment; filename="rehearsal-{poll_id}.csv"'
    assert "description;REHEARSAL, NOT A VOTE: Our vote" in ballots.text
    read = read_pb(ballots.content)
    assert any("nothing of it is real" in str(warning) for warning in read.warnings)
    header, *lines = table.text.splitlines()
    assert header.startswith("rehearsal,place")
    assert len(lines) == 5
    assert all(line.startswith("yes,") for line in lines)


async def test_a_receipt_of_it_says_so(town: VotingTown) -> None:
    poll_id = await an_open_rehearsal(town)
    receipt = (await cast(town, poll_id, "test", [1])).json()["receipt"]

    found = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": receipt})

    assert found.json() == {"status": "in-the-box", "is_rehearsal": True}
