"""Decisions as they are sent in and shown."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.kernel.words import in_language
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.original_bodies import OriginalBody, original_bodies
from libs.shared.platform.api.typed import Amount, Paragraphs, PlainSigns
from libs.shared.platform.api.workflow_bodies import ActionBody, offered
from services.ideas.api.sittings.sitting_bodies import HttpsLink
from services.ideas.domain.decisions.decision import Decision, Paper, ResolvingBody, Result
from services.ideas.use_cases.decisions.record_decision import RecordDecision
from services.ideas.use_cases.decisions.results import WantedResult
from services.ideas.use_cases.decisions.see_decisions import Decidable, SeenDecision

_NUMBER = r"^[0-9A-Za-zÄÖÜäöüß][0-9A-Za-zÄÖÜäöüß ./_-]*$"
PaperNumber = Annotated[PlainSigns, Field(max_length=60, pattern=_NUMBER, json_schema_extra={"pattern": _NUMBER})]


class NewResult(BaseModel):
    """How it was decided about an idea: the action of its workflow that the decision is.

    What that asks for stands beside it, but for what the decision says of itself: its day, paper and reason.
    """

    model_config = ConfigDict(extra="allow")

    idea: Annotated[PlainSigns, Field(max_length=60)]
    action: Annotated[PlainSigns, Field(max_length=60)]
    granted_cents: Amount | None = None
    deferred_until: date | None = None

    def wanted(self) -> WantedResult:
        """What is asked for."""
        fields: dict[str, Any] = self.__pydantic_extra__ or {}
        return WantedResult(self.idea, self.action, fields, self.granted_cents, self.deferred_until)


class PaperBody(BaseModel):
    """What a decision rests on: its day, its paper (*Drucksache*), where that is, and the reason for everybody."""

    decided_on: date
    paper_number: PaperNumber | None = None
    link: HttpsLink | None = None
    reason: Paragraphs

    def paper(self) -> Paper:
        """The paper as the domain knows it."""
        return Paper(self.decided_on, self.paper_number, self.link, self.reason)


class NewDecision(PaperBody):
    """A decision about one idea or many. It is recorded whole or not at all.

    The council and its committees decide by a paper, a jury in a sitting. The same ``submission_id`` is taken once.
    """

    round_id: UUID
    body: ResolvingBody
    sitting_id: UUID | None = None
    results: Annotated[list[NewResult], Field(min_length=1, max_length=200)]
    submission_id: UUID | None = None

    def command(self) -> RecordDecision:
        """What is asked for."""
        results = [result.wanted() for result in self.results]
        return RecordDecision(self.round_id, self.body, self.paper(), self.sitting_id, results, self.submission_id)


class CorrectedDecision(PaperBody):
    """What the paper really says, whole, and in words for everybody why that was wrong."""

    correction: Paragraphs


class ResultBody(BaseModel):
    """What was decided about an idea. The title of one that is not public is for staff."""

    idea_id: UUID
    number: str
    title: str | None
    action: str
    outcome: str
    outcome_label: str
    granted_cents: int | None
    deferred_until: date | None


class DecisionItem(BaseModel):
    """A decision in a list."""

    decision_id: UUID
    round_id: UUID
    body: ResolvingBody
    decided_on: date
    paper_number: str | None
    link: str | None
    reason: str
    sitting_id: UUID | None
    recorded_at: datetime
    corrected_at: datetime | None
    correction: str | None

    @classmethod
    def of_listed(cls, decision: Decision) -> Self:
        """The decision as a body."""
        return cls.model_validate(_own(decision))


class DecisionBody(DecisionItem):
    """A decision with what it says of each idea. Send its ``version`` as ``If-Match`` with a correction."""

    version: str
    results: list[ResultBody]
    originals: list[OriginalBody] = []

    @classmethod
    def of(cls, seen: SeenDecision, language: Language) -> Self:
        """The decision as whoever asks may see it."""
        results = [_result(result, seen, language) for result in seen.decision.results]
        kept = original_bodies(seen.originals)
        more = {"version": seen.decision.version, "results": results, "originals": kept}
        return cls.model_validate(_own(seen.decision) | more)


class DecidableBody(BaseModel):
    """An idea, and what the body can decide about it now."""

    idea_id: UUID
    round_id: UUID
    number: str
    title: str
    state: str
    actions: list[ActionBody]


def decidable_bodies(found: Sequence[Decidable], language: Language) -> list[DecidableBody]:
    """The ideas with what can be decided about them."""
    return [
        DecidableBody(
            idea_id=each.idea.idea_id,
            round_id=each.idea.round_id,
            number=each.idea.number,
            title=each.idea.title,
            state=each.idea.state,
            actions=offered(each.actions, each.choices, language),
        )
        for each in found
    ]


def _own(decision: Decision) -> dict[str, object]:
    paper = decision.paper
    own = {name: getattr(decision, name) for name in DecisionItem.model_fields if hasattr(decision, name)}
    told = {"decided_on": paper.decided_on, "paper_number": paper.number, "link": paper.link, "reason": paper.reason}
    return own | told


def _result(result: Result, seen: SeenDecision, language: Language) -> ResultBody:
    idea = seen.ideas[result.idea_id]
    return ResultBody(
        idea_id=result.idea_id,
        number=idea.number,
        title=idea.title if idea.is_public or seen.shows_words else None,
        action=result.action,
        outcome=result.outcome,
        outcome_label=in_language(seen.outcomes[result.idea_id], language),
        granted_cents=result.granted_cents,
        deferred_until=result.deferred_until,
    )
