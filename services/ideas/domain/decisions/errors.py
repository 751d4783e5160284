"""The rules of decisions that can be broken."""

from collections.abc import Mapping
from datetime import date
from typing import Literal
from uuid import UUID

from libs.shared.kernel.errors import DomainError

ResultRule = Literal[
    "unknown", "twice", "of-another-round", "paper-says-otherwise", "not-in-this-state", "no-such-result", "incomplete"
]
_OF_RESULTS: Mapping[ResultRule, str] = {
    "unknown": "there is no idea of that number.",
    "twice": "the idea {number} stands in it already.",
    "of-another-round": "the idea {number} belongs to another round.",
    "paper-says-otherwise": "this paper decided otherwise about the idea {number} already.",
    "not-in-this-state": "the idea {number} cannot be decided so: it is {detail}.",
    "no-such-result": "this body cannot decide so about the idea {number}.",
    "incomplete": "of the idea {number}: {detail}",
}


class DecisionIsNotKnown(DomainError):
    """There is no such decision."""

    code = "decision-is-not-known"

    def __init__(self, decision_id: UUID) -> None:
        super().__init__("There is no such decision.")
        self.decision_id = decision_id


class DecisionIsNotSound(DomainError):
    """Some results cannot be; none is recorded, for a paper is one decision."""

    code = "decision-is-not-sound"

    def __init__(self, errors: Mapping[int, tuple[ResultRule, str, str]]) -> None:
        """By place, from 0: the rule that the result breaks, the number of its idea, and what more there is to say."""
        told = {
            place: f"Result {place + 1}: {_OF_RESULTS[rule].format(number=number, detail=detail)}"
            for place, (rule, number, detail) in errors.items()
        }
        super().__init__(" ".join(told.values()))
        self.errors = [
            {"field": f"results.{place}", "message": told[place], "rule": rule, "number": number, "detail": detail}
            for place, (rule, number, detail) in errors.items()
        ]


class DecisionIsInTheFuture(DomainError):
    """Nobody has decided yet what is to be decided later."""

    code = "decision-is-in-the-future"

    def __init__(self, day: date) -> None:
        super().__init__("The day of the decision has not come yet.")
        self.day = day
        self.errors = [{"field": "decided_on", "message": str(self)}]


class PaperIsNeeded(DomainError):
    """The council and its committees decide by a paper with a number."""

    code = "paper-is-needed"

    def __init__(self) -> None:
        super().__init__("The council and its committees decide by a paper. Say its number.")
        self.errors = [{"field": "paper_number", "message": str(self)}]


class SittingIsNeeded(DomainError):
    """A jury decides in a sitting."""

    code = "sitting-is-needed"

    def __init__(self) -> None:
        super().__init__("A jury decides in a public sitting. Say in which.")
        self.errors = [{"field": "sitting_id", "message": str(self)}]


class SittingDoesNotFit(DomainError):
    """The sitting was not held, not on that day, not for that round, or another body sat."""

    code = "sitting-does-not-fit"

    def __init__(self) -> None:
        super().__init__("The sitting must have been held on the day of the decision, by the body that decided.")
        self.errors = [{"field": "sitting_id", "message": str(self)}]
