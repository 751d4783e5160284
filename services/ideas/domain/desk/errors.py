"""The rules of the desk that can be broken."""

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
