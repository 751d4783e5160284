"""Whatever the office does with a sitting, in whatever order: a step is taken when it may be, or changes nothing."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from libs.shared.kernel.errors import DomainError
from services.ideas.domain.sittings.agenda_item import Attendance, Minutes
from services.ideas.domain.sittings.sitting import Plan, Sitting

IDEAS = [UUID(int=number) for number in range(1, 5)]
AGENDAS = st.lists(st.sampled_from([*((idea, None) for idea in IDEAS), (None, "Money")]), unique=True, max_size=4)
HOUR = timedelta(hours=1)
SAID = Minutes("Said.", "So.", Attendance())


class LifeOfASitting(RuleBasedStateMachine):
    """A sitting, the clock, and what the office tries."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)
        self.sitting = Sitting(UUID(int=9), UUID(int=8), "board", "Board", self.now + HOUR, None, None)

    def attempt(self, step: str, may: bool, *given: object) -> None:
        before = self.sitting
        try:
            self.sitting = getattr(before, step)(*given)
        except DomainError:
            assert not may, step
            assert self.sitting == before
        else:
            assert may, step

    @rule(hours=st.integers(0, 3))
    def wait(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule(agenda=AGENDAS, hours=st.integers(-1, 3), name=st.sampled_from(["Board", "Late"]))
    def plan(self, agenda: list[tuple[UUID | None, str | None]], hours: int, name: str) -> None:
        before = self.sitting
        begins_at = before.begins_at + hours * HOUR
        same_ideas = [idea for idea, _ in agenda] == [item.idea_id for item in before.agenda]
        is_over = before.state != "announced"
        may = (same_ideas and hours == 0) if is_over else (hours == 0 or begins_at > self.now)
        self.attempt("planned_as", may, Plan(name, begins_at, None, None, agenda), self.now)
        kept = {item.idea_id: item.item_id for item in before.agenda if item.idea_id}
        assert all(kept.get(item.idea_id, item.item_id) == item.item_id for item in self.sitting.agenda if item.idea_id)

    @rule()
    def hold(self) -> None:
        self.attempt("held", self.sitting.state == "announced" and self.now >= self.sitting.begins_at, self.now)

    @rule(reason=st.sampled_from(["Ill.", "No room."]))
    def call_off(self, reason: str) -> None:
        self.attempt("called_off", self.sitting.state in ("announced", "cancelled"), reason)

    @rule(place=st.integers(0, 3), reason=st.sampled_from([None, "Mistyped."]))
    def write(self, place: int, reason: str | None) -> None:
        on_it = place < len(self.sitting.agenda)
        item_id = self.sitting.agenda[place].item_id if on_it else UUID(int=7)
        state = self.sitting.state
        may = on_it and (state == "held" or (state == "minutes_published" and reason is not None))
        self.attempt("with_minutes", may, item_id, SAID, reason, self.now)

    @rule()
    def publish(self) -> None:
        is_complete = all(item.minutes for item in self.sitting.agenda)
        self.attempt("with_minutes_published", self.sitting.state == "held" and is_complete)

    @invariant()
    def nothing_was_said_before_it_was_held(self) -> None:
        if self.sitting.state in ("announced", "cancelled"):
            assert not any(item.minutes for item in self.sitting.agenda)

    @invariant()
    def what_is_published_is_complete(self) -> None:
        if self.sitting.state == "minutes_published":
            assert all(item.minutes for item in self.sitting.agenda)

    @invariant()
    def no_two_items_share_an_id(self) -> None:
        ids = [item.item_id for item in self.sitting.agenda]
        assert len({*ids}) == len(ids)


TestLifeOfASitting = LifeOfASitting.TestCase
TestLifeOfASitting.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
