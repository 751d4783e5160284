from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from libs.shared.platform.access.tokens import SigningKey
from services.voting.clients.permits import PermitReader
from services.voting.domain.casting.ballot_errors import PermitIsNotValid
from services.voting.domain.casting.permit import Permit
from tests.support.staff import PERMIT_KEY, STAFF_KEY, a_permit, pseudonym_of
from tests.voting.support.town import BASE, VotingTown

POINTS = {"method": "points", "limits": {"max_choices": 2, "min_points_each": 2, "max_points_each": 5, "max_points": 8}}

BROKEN: list[tuple[dict[str, Any], list[int] | dict[int, int], str, dict[str, int]]] = [
    ({}, [1, 2, 3, 4], "too-many-choices", {"limit": 3, "chosen": 4}),
    ({}, [], "too-few-choices", {"limit": 1, "chosen": 0}),
    ({}, [1, 77], "unknown-project", {"number": 77}),
    ({}, [1, 2, 1], "project-chosen-twice", {"number": 1}),
    ({}, {1: 5}, "ballot-is-of-another-method", {}),
    (POINTS, [1], "ballot-is-of-another-method", {}),
    (POINTS, {1: 6}, "too-many-points-for-project", {"number": 1, "limit": 5, "given": 6}),
    (POINTS, {2: 1}, "too-few-points-for-project", {"number": 2, "limit": 2, "given": 1}),
    (POINTS, {2: -1}, "too-few-points-for-project", {"number": 2, "limit": 2, "given": -1}),
    (POINTS, {1: 5, 2: 4}, "too-many-points", {"limit": 8, "given": 9}),
    (POINTS, {1: 2, 2: 2, 3: 2}, "too-many-choices", {"limit": 2, "chosen": 3}),
    (POINTS, {1: 0}, "too-few-choices", {"limit": 1, "chosen": 0}),
]


@pytest.mark.parametrize(("wishes", "choices", "code", "particulars"), BROKEN)
async def test_a_ballot_that_breaks_the_paper_is_told_which_rule(
    town: VotingTown,
    wishes: dict[str, Any],
    choices: list[int] | dict[int, int],
    code: str,
    particulars: dict[str, int],
) -> None:
    poll_id = await town.open_poll(**wishes)

    answer = await town.cast(poll_id, "ann", choices)

    body = answer.json()
    assert (answer.status_code, body["code"]) == (422, code)
    assert particulars.items() <= body.items()


async def test_a_channel_that_the_poll_does_not_offer_is_refused(town: VotingTown) -> None:
    poll_id = await town.open_poll(channels=["web"])

    answer = await town.cast(poll_id, "ann", [1], "sms")

    assert (answer.status_code, answer.json()["code"], answer.json()["channel"]) == (
        403,
        "channel-is-not-offered",
        "sms",
    )


async def test_nobody_votes_before_opening_after_closing_or_in_a_poll_that_is_none(town: VotingTown) -> None:
    draft = UUID((await town.draft())["poll_id"])
    published = UUID((await town.draft())["poll_id"])
    await town.must(published, "publish")
    closed, past = await town.open_poll(), await town.open_poll()
    await town.must(closed, "close")
    async with town.database.transaction() as tx:
        # The timekeeper has not come yet, but the database's clock says that it is over.
        await tx.session.execute(
            text("update polls set closes_at = clock_timestamp() where poll_id = :poll"), {"poll": past}
        )

    answers = [await town.cast(poll_id, "ann", [1]) for poll_id in (draft, published, closed, past, uuid4())]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "poll-is-not-open")] * 5


async def test_a_permit_that_is_forged_stale_or_for_something_else_is_refused(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    good = a_permit(poll_id, "ann")
    head, claims, signature = good.split(".")
    forger = SigningKey(b"\1" * 32, "permit")
    soon = _soon(town)
    said = {"poll": str(poll_id), "psn": pseudonym_of(poll_id, "ann"), "area": None, "ch": "web"}
    bad = [
        "",
        "..",
        f"{head}.{claims}.",
        f"{head}.{claims[:-2]}AA.{signature}",
        f"eyJhbGciOiJub25lIn0.{claims}.",
        a_permit(poll_id, "ann", lasts=timedelta(seconds=-1)),
        forger.sign(said, expires_at=soon),
        STAFF_KEY.sign(said, expires_at=soon),
        PERMIT_KEY.sign(said | {"psn": "abc"}, expires_at=soon),
        PERMIT_KEY.sign(said | {"psn": 7}, expires_at=soon),
        PERMIT_KEY.sign(said | {"ch": "telepathy"}, expires_at=soon),
        PERMIT_KEY.sign(said | {"poll": "no id"}, expires_at=soon),
        PERMIT_KEY.sign({"ch": "web"}, expires_at=soon),
    ]

    answers = [await town.cast_with(permit, [1]) for permit in bad]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(401, "permit-is-not-valid")}
    assert (await town.cast_with(good, [1])).status_code == 201


async def test_a_permit_signed_with_residents_new_key_is_read_and_its_neighbours_too(town: VotingTown) -> None:
    poll_id = uuid4()
    new_key = SigningKey(b"\2" * 32, "permit")
    runtime = town.runtime
    reader = PermitReader(runtime.keys, runtime.clock)
    old = a_permit(poll_id, "ann")
    assert isinstance((await reader.read_together([old]))[0], Permit)
    fresh = new_key.sign(
        {"poll": str(poll_id), "psn": pseudonym_of(poll_id, "bob"), "area": None, "ch": "sms"}, expires_at=_soon(town)
    )

    before = await reader.read_together([fresh])
    runtime.keys._keys["permit"] = type(new_key._key).import_key(new_key.public())  # as if fetched a minute later
    after = await reader.read_together([fresh, "nonsense"])

    assert isinstance(before[0], PermitIsNotValid)
    assert isinstance(after[0], Permit)
    assert (after[0].channel, after[0].pseudonym.hex()) == ("sms", pseudonym_of(poll_id, "bob"))
    assert isinstance(after[1], PermitIsNotValid)


async def test_a_malformed_ballot_is_told_its_field_and_not_what_it_held(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    permit = a_permit(poll_id, "ann")
    bodies: list[dict[str, Any]] = [
        {"choices": [1]},
        {"permit": permit, "choices": ["seven"]},
        {"permit": permit, "choices": [10**30]},
        {"permit": permit, "points": {"01": 5, "1": 1}},
        {"permit": permit, "points": {"1": 5, " 1": 1}},
        {"permit": permit, "points": {"1": 10**30}},
        {"permit": permit, "choices": [1] * 100_001},
        {"permit": "x" * 3000, "choices": [1]},
    ]

    answers = [await town.client.post(f"{BASE}/ballots", json=body) for body in bodies]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(422, "malformed-request")] * len(
        bodies
    )
    assert all("seven" not in answer.text and permit not in answer.text for answer in answers)


def _soon(town: VotingTown) -> Any:
    return town.runtime.clock.now() + timedelta(minutes=5)
