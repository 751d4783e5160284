"""The rules of the desk that can be broken."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from libs.shared.kernel.errors import DomainError


class NothingWaits(DomainError):
    """Nothing of the kind waits, or others are at all of it."""

    code = "nothing-waits"

    def __init__(self) -> None:
        super().__init__("Nothing of this kind waits that nobody is at.")


class IdeaIsInOtherHands(DomainError):
    """Somebody else is at the idea."""

    code = "idea-is-in-other-hands"

    def __init__(self, number: str) -> None:
        super().__init__("Somebody else is at this idea just now.")
        self.number = number


class DepartmentIsNotKnown(DomainError):
    """There is no such department on the council's list, or none that ideas are given to any more."""

    code = "department-is-not-known"

    def __init__(self, department_id: UUID) -> None:
        super().__init__("There is no such department on the list any more.")
        self.department_id = department_id


class DepartmentNameIsTaken(DomainError):
    """Another department has that name."""

    code = "department-name-is-taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a department called {name} already.")
        self.name = name


class NoteIsNotYours(DomainError):
    """There is no such note, or somebody else wrote it."""

    code = "note-is-not-yours"

    def __init__(self, note_id: UUID) -> None:
        super().__init__("There is no such note of yours.")
        self.note_id = note_id


class TemplateIsNotKnown(DomainError):
    """There is no such response template."""

    code = "template-is-not-known"

    def __init__(self, template_id: UUID) -> None:
        super().__init__("There is no such response template any more.")
        self.template_id = template_id


class TemplateNameIsTaken(DomainError):
    """Another response template has that name."""

    code = "template-name-is-taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a response template called {name} already.")
        self.name = name


class TemplateHasUnknownPlaces(DomainError):
    """Something stands in braces that nothing can be filled in for."""

    code = "template-has-unknown-places"

    def __init__(self, names: Sequence[str], known: Sequence[str]) -> None:
        places = ", ".join(f"{{{name}}}" for name in known)
        super().__init__(f"Only {places} can stand in braces, not {{{names[0]}}}.")
        self.errors = [{"field": "texts", "message": str(self)}]


class AnswerIsPreparedByAnother(DomainError):
    """Somebody else has prepared an answer to the idea; it is not overwritten."""

    code = "answer-is-prepared-by-another"

    def __init__(self, number: str) -> None:
        super().__init__("Somebody else has prepared an answer to this idea.")
        self.number = number


class NoAnswerIsPrepared(DomainError):
    """You have prepared no answer to the idea, or it is published already."""

    code = "no-answer-is-prepared"

    def __init__(self, number: str) -> None:
        super().__init__("You have no answer prepared for this idea.")
        self.number = number


class AnswerIsKeptBack(DomainError):
    """Somebody has answered the idea, and the answer goes out soon."""

    code = "answer-is-kept-back"

    def __init__(self, number: str, goes_out_at: datetime) -> None:
        super().__init__("This idea is answered: the answer goes out soon. Take it back first to do something else.")
        self.number, self.goes_out_at = number, goes_out_at


class NoAnswerIsKeptBack(DomainError):
    """There is nothing to take back: the answer is out, or was taken back already."""

    code = "no-answer-is-kept-back"

    def __init__(self, number: str) -> None:
        super().__init__("There is nothing to take back: the answer is out already, or somebody has taken it back.")
        self.number = number


class OpinionIsNotKnown(DomainError):
    """No such opinion was asked about the idea, or the question was taken back."""

    code = "opinion-is-not-known"

    def __init__(self, opinion_id: UUID) -> None:
        super().__init__("No such opinion is asked any more.")
        self.opinion_id = opinion_id


class OpinionIsAsked(DomainError):
    """The department was asked about the idea already, and has not answered yet."""

    code = "opinion-is-asked"

    def __init__(self, department_id: UUID) -> None:
        super().__init__("This department was asked already, and has not answered yet.")
        self.department_id = department_id


class OpinionIsGiven(DomainError):
    """The department has answered: what it said is not overwritten, and the question cannot be taken back."""

    code = "opinion-is-given"

    def __init__(self) -> None:
        super().__init__("The department has answered already. What it said stays as it is.")
