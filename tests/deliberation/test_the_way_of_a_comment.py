"""Whatever is done with a comment in whatever order, it is where the workflow says, and shows what it may."""

from collections.abc import Coroutine
from typing import Any

import httpx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from services.deliberation.main import SERVICE
from services.deliberation.settings import DeliberationSettings
from tests.support.discussing import COMMENTS, MODERATOR, an_idea_accepted, said
from tests.support.hearing import Hearing
from tests.support.one_loop import OneLoop

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


class Hall(OneLoop):
    """Discussions at work, with an idea to speak about."""

    async def open(self) -> None:
        self.runtime = await self.start()
        accepted = an_idea_accepted()
        await Hearing(self.runtime, SERVICE.subscriptions).hear(accepted)
        self.idea = accepted.idea_id


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
    hall = Hall(postgres, SERVICE)
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
