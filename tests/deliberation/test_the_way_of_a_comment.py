"""Whatever is done with a comment in whatever order, it is where the workflow says, and shows what it may."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import httpx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from services.deliberation.main import SERVICE
from services.deliberation.settings import DeliberationSettings
from tests.support.databases import a_fresh_database
from tests.support.discussing import COMMENTS, MODERATOR, an_idea_accepted, said
from tests.support.hearing import Hearing
from tests.support.staff import beside_residents

WAYS = {
    ("waiting", "show"): "shown",
    ("waiting", "hide"): "hidden",
    ("shown", "hide"): "hidden",
    ("hidden", "put-back"): "shown",
    ("hidden", "reword-reason"): "hidden",
    ("waiting", "withdraw"): "withdrawn",
    ("shown", "withdraw"): "withdrawn",
    ("shown", "leave-it"): "shown",
    ("shown", "answer"): "shown",
}
FIELDS: dict[str, dict[str, str]] = {
    "hide": {"criterion": "off-topic", "reason": "It is about something else."},
    "reword-reason": {"reason": "It is about dogs."},
    "answer": {"office": "Parks", "answer": "In spring."},
}
some_action = st.sampled_from(sorted({action for _, action in WAYS}))


class Hall:
    """One loop with one running service, for all runs of the machine."""

    def __init__(self, server: str) -> None:
        self.loop = asyncio.new_event_loop()
        self._database = a_fresh_database(server)
        self._started: Any = None

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    async def open(self) -> None:
        address = await self._database.__aenter__()
        runtime = assemble("deliberation", Settings(database_url=address), in_process=beside_residents())
        self._started = started(SERVICE, runtime)
        await self._started.__aenter__()
        self.runtime = runtime
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(api(SERVICE, runtime)), base_url="http://d")
        accepted = an_idea_accepted()
        await Hearing(runtime, SERVICE.subscriptions).hear(accepted)
        self.idea = accepted.idea_id

    async def close(self) -> None:
        await self.client.aclose()
        await self._started.__aexit__(None, None, None)
        await self._database.__aexit__(None, None, None)


class CommentMachine(RuleBasedStateMachine):
    hall: Hall

    @initialize(at_once=st.booleans(), kind=st.sampled_from(["comment", "question"]))
    def write(self, at_once: bool, kind: str) -> None:
        shows = "at-once" if at_once else "once-read"
        self.hall.runtime.own["settings"] = DeliberationSettings.model_validate({"comments_are_shown": shows})
        self.comment = self.hall.do(said(self.hall.client, self.hall.idea, "A word.", kind=kind))
        self.state = "shown" if at_once else "waiting"
        self.was_shown = at_once

    @rule(action=some_action)
    def act(self, action: str) -> None:
        after = WAYS.get((self.state, action))
        is_misplaced = action == "answer" and self.comment["kind"] == "comment"
        answer = self.hall.do(self._act(action))
        assert answer.status_code == (409 if after is None or is_misplaced else 200), answer.text
        if answer.status_code == 200:
            self.state = after or self.state
            self.was_shown |= self.state == "shown"

    @rule()
    def read(self) -> None:
        address = f"{COMMENTS}/{self.comment['comment_id']}"
        answer = self.hall.do(self.hall.client.get(address))
        assert answer.status_code == (200 if self.was_shown else 404)
        if self.was_shown:
            body = answer.json()
            assert (body["state"], body["text"]) == (self.state, "A word." if self.state == "shown" else None)
            assert (body["reason"] is not None) == (self.state == "hidden")

    def _act(self, action: str) -> Coroutine[Any, Any, httpx.Response]:
        headers = {"X-Comment-Key": self.comment["key"]} if action == "withdraw" else MODERATOR
        url, wish = f"{COMMENTS}/{self.comment['comment_id']}/actions", {"action": action} | FIELDS.get(action, {})
        return self.hall.client.post(url, json=wish, headers=headers)


def test_a_comment_is_where_the_workflow_says(postgres: str) -> None:
    hall = Hall(postgres)
    hall.do(hall.open())
    machine = type("CommentMachineHere", (CommentMachine,), {"hall": hall})
    few = settings(
        max_examples=15, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    try:
        run_state_machine_as_test(machine, settings=few)
    finally:
        hall.do(hall.close())
        hall.loop.close()
