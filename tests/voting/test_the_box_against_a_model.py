"""Casting, replacing and closing in any order, by many people at once, beside a plain model of what must come of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from services.voting.main import SERVICE
from tests.support.one_loop import OneLoop
from tests.support.staff import a_permit
from tests.voting.support.town import BASE, VotingTown

PEOPLE = ("ann", "bob", "cem", "dia")
some_choices = st.lists(st.integers(1, 6), min_size=0, max_size=4)
some_casts = st.lists(st.tuples(st.sampled_from(PEOPLE), some_choices), min_size=1, max_size=6)


class Booth(OneLoop):
    """Voting at work, with projects to vote on."""

    async def open(self) -> None:
        self.town = VotingTown(await self.start(), self.client)
        await self.town.publish_round()
        for number in range(1, 6):
            await self.town.accept_proposal(number, cost_cents=1000_00)


class BoxMachine(RuleBasedStateMachine):
    booth: Booth

    @initialize(may_replace=st.booleans())
    def open_a_poll(self, may_replace: bool) -> None:
        self.may_replace, self.is_open = may_replace, True
        self.in_force: dict[str, list[int]] = {}
        self.casts = 0
        self.receipts: dict[str, list[str]] = {}
        self.poll_id: UUID = self.booth.do(self.booth.town.open_poll(may_replace=may_replace))

    @rule(casts=some_casts)
    def cast_at_once(self, casts: list[tuple[str, list[int]]]) -> None:
        answers = self.booth.do(self._cast(dict(casts)))
        for (person, choices), answer in zip(dict(casts).items(), answers, strict=True):
            assert answer.status_code == self._expected(person, choices), answer.text
            if answer.status_code == 201:
                is_the_same = self.in_force.get(person) == sorted(choices)
                given, receipt = self.receipts.setdefault(person, []), answer.json()["receipt"]
                assert (receipt in given[-1:]) == is_the_same
                self.in_force[person] = sorted(choices)
                self.receipts[person] = given if is_the_same else [*given, receipt]

    @rule()
    def close(self) -> None:
        if self.is_open:
            body = self.booth.do(self.booth.town.must(self.poll_id, "close"))
            assert body["ballots"] == len(self.in_force)
        self.is_open = False

    @rule()
    def look_up_every_receipt(self) -> None:
        for given in self.receipts.values():
            statuses = [self.booth.do(self._status(receipt)) for receipt in given]
            assert statuses == ["replaced"] * (len(given) - 1) + ["in-the-box"]

    def teardown(self) -> None:
        if not hasattr(self, "poll_id"):
            return
        self.close()
        self.booth.do(self.booth.town.must(self.poll_id, "count", "certify"))
        self.booth.do(self.booth.town.must(self.poll_id, "certify", "announce", by=str(uuid4())))
        outcome = self.booth.do(self.booth.town.client.get(f"{BASE}/polls/{self.poll_id}/outcome")).json()
        scores = {project["number"]: project["score"] for project in outcome["projects"]}
        assert scores == {n: sum(n in choices for choices in self.in_force.values()) for n in range(1, 6)}

    def _expected(self, person: str, choices: list[int]) -> int:
        if not 1 <= len(choices) <= 3 or len(set(choices)) != len(choices) or 6 in choices:
            return 422
        is_another = self.in_force.get(person, sorted(choices)) != sorted(choices)
        if not self.is_open or (is_another and not self.may_replace):
            return 409
        return 201

    async def _cast(self, casts: dict[str, list[int]]) -> list[httpx.Response]:
        town = self.booth.town
        self.casts += 1  # whoever comes again comes with a new permit
        later = datetime.now(UTC) + timedelta(seconds=self.casts)
        permits = [a_permit(self.poll_id, person, now=later) for person in casts]
        return await asyncio.gather(*map(town.cast_with, permits, casts.values()))

    async def _status(self, receipt: str) -> str:
        answer = await self.booth.town.client.post(f"{BASE}/polls/{self.poll_id}/receipts", json={"receipt": receipt})
        return str(answer.json()["status"])


def test_the_box_does_what_a_plain_model_says(postgres: str) -> None:
    booth = Booth(postgres, SERVICE)
    booth.do(booth.open())
    machine = type("BoxMachineHere", (BoxMachine,), {"booth": booth})
    few = settings(
        max_examples=12, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    try:
        run_state_machine_as_test(machine, settings=few)
    finally:
        booth.do(booth.close())
        booth.loop.close()
