"""Whatever is merged, split and undone in whatever order: each number says where it stands and who carries it on."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from services.ideas.main import SERVICE
from tests.support.answers import Json, good
from tests.support.merging import merge, split, undo_merge, undo_split
from tests.support.one_loop import OneLoop
from tests.support.suggesting import ADMINISTRATOR, IDEAS, MODERATOR, ROUNDS, a_plan, suggested

OK, CONFLICT, NONSENSE = 200, 409, 422
OPEN = {"submitted", "accepted", "handed_over"}
some_idea = st.integers(0, 5)


@dataclass(eq=False)
class Model:
    """What an idea should be."""

    number: str
    state: str
    is_public: bool = False
    is_proposal: bool = False
    is_moved: bool = False
    carriers: list["Model"] = field(default_factory=list)
    how: str = ""
    stood: str = ""
    carrier_was_proposal: bool = False
    marks: set[str] = field(default_factory=set)

    def goes_to(self, *carriers: "Model", how: str) -> None:
        self.stood, self.state = self.state, {"split": "split"}.get(how, "merged")
        self.carriers, self.how, self.is_moved = [*carriers], how, True
        self.carrier_was_proposal = carriers[0].is_proposal

    def comes_back(self) -> None:
        self.state, self.carriers, self.how = self.stood, [], ""


class Hall(OneLoop):
    """Ideas at work, with a round."""

    async def open(self) -> None:
        await self.start()
        made = await self.client.post(ROUNDS, json=a_plan(), headers=ADMINISTRATOR)
        self.round = good(made, 201)


class Together(RuleBasedStateMachine):
    hall: Hall

    def __init__(self) -> None:
        super().__init__()
        self.ideas: list[Model] = []

    @initialize()
    def begin(self) -> None:
        for _ in range(3):
            self.ideas.append(Model(self._do(suggested(self.hall.client, self.hall.round))["number"], "submitted"))
        self.act(0, "accept")
        self.act(1, "accept")

    @rule(place=some_idea, action=st.sampled_from(["accept", "hand-over", "reject"]))
    def act(self, place: int, action: str) -> None:
        idea = self._idea(place)
        fields = {
            "hand-over": {"fund_id": self.hall.round["funds"][0]["fund_id"]},
            "reject": {"criterion": "not-ours", "reason": "It is the railway's."},
        }.get(action, {})
        after = {
            ("submitted", "accept"): "accepted",
            ("accepted", "hand-over"): "handed_over",
            ("submitted", "reject"): "rejected",
            ("accepted", "reject"): "rejected",
        }.get((idea.state, action))
        answer = self._post(f"{idea.number}/actions", {"action": action} | fields)
        assert answer.status_code == (OK if after else CONFLICT), answer.text
        if after:
            idea.is_proposal |= action == "hand-over"
            idea.is_public |= action == "accept"
            idea.state, idea.is_moved = after, True
        self.look(place)

    @rule(place=some_idea)
    def support(self, place: int) -> None:
        idea, mark = self._idea(place), str(uuid4())
        answer = self._post(f"{idea.number}/supports", {"submission_id": mark})
        is_taken = idea.is_public and idea.state in OPEN
        assert answer.status_code in ((201, 429) if is_taken else (CONFLICT, 429)), answer.text
        if answer.status_code == 201:
            idea.marks.add(mark)

    @rule(one=some_idea, other=some_idea)
    def merge(self, one: int, other: int) -> None:
        idea, into = self._idea(one), self._idea(other)
        hides = idea.is_public and not into.is_public
        is_done = {idea.state, into.state} <= OPEN and idea is not into and not (hides or idea.is_proposal)
        answer = self._do(merge(self.hall.client, {"number": idea.number}, {"number": into.number}))
        assert (answer.status_code == OK) == is_done, answer.text
        assert answer.status_code in (OK, CONFLICT, NONSENSE)
        if is_done:
            idea.goes_to(into, how="merge")
        self.look(one)

    @rule(place=some_idea)
    def undo_merge(self, place: int) -> None:
        idea = self._idea(place)
        is_done = idea.how == "merge" and idea.carriers[0].state in OPEN
        is_done = is_done and (idea.carrier_was_proposal or not idea.carriers[0].is_proposal)
        answer = self._do(undo_merge(self.hall.client, {"number": idea.number}))
        assert answer.status_code == (OK if is_done else CONFLICT), answer.text
        if is_done:
            idea.comes_back()
        self.look(place)

    @rule(place=some_idea)
    def split(self, place: int) -> None:
        idea = self._idea(place)
        is_done = idea.state in OPEN and not idea.is_proposal
        answer = self._do(split(self.hall.client, {"number": idea.number}))
        assert answer.status_code == (OK if is_done else CONFLICT), answer.text
        if is_done:
            parts = [Model(each["number"], idea.state, idea.is_public) for each in answer.json()["carried_on_by"]]
            idea.goes_to(*parts, how="split")
            self.ideas += parts
        self.look(place)

    @rule(place=some_idea)
    def undo_split(self, place: int) -> None:
        idea = self._idea(place)
        is_done = idea.how == "split" and not any(part.is_moved for part in idea.carriers)
        answer = self._do(undo_split(self.hall.client, {"number": idea.number}))
        assert answer.status_code == (OK if is_done else CONFLICT), answer.text
        if is_done:
            parts = idea.carriers
            idea.comes_back()
            for part in parts:
                part.goes_to(idea, how="put-back")
        self.look(place)

    @rule(place=some_idea)
    def look(self, place: int) -> None:
        idea = self._idea(place)
        shown = good(self._do(self.hall.client.get(f"{IDEAS}/{idea.number}")))
        carried = self._carried(idea)
        assert shown["state"] == idea.state
        assert [each["number"] for each in shown["carried_on_by"]] == [each.number for each in idea.carriers]
        assert {each["number"] for each in shown["carries"]} == {each.number for each in carried}
        assert shown["supporters"] == len(set().union(idea.marks, *(each.marks for each in carried)))
        assert bool(shown["title"]) == idea.is_public

    def _carried(self, idea: Model) -> list[Model]:
        found = [each for each in self.ideas if idea in each.carriers]
        return [*found, *(far for each in found for far in self._carried(each))]

    def _idea(self, place: int) -> Model:
        return self.ideas[place % len(self.ideas)]

    def _post(self, path: str, body: Json) -> Any:
        return self._do(self.hall.client.post(f"{IDEAS}/{path}", json=body, headers=MODERATOR))

    def _do(self, work: Any) -> Any:
        return self.hall.do(work)


def test_ideas_stand_where_they_were_merged_split_and_brought_back(postgres: str) -> None:
    hall = Hall(postgres, SERVICE)
    hall.do(hall.open())
    machine = type("TogetherHere", (Together,), {"hall": hall})
    few = settings(
        max_examples=5, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    try:
        run_state_machine_as_test(machine, settings=few)
    finally:
        hall.do(hall.close())
        hall.loop.close()
