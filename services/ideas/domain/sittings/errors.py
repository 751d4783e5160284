"""The rules of sittings that can be broken."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from libs.shared.kernel.errors import DomainError

AgendaRule = Literal["unclear", "unknown", "twice", "of-another-round", "not-public"]
_OF_AGENDAS: Mapping[AgendaRule, str] = {
    "unclear": "an item is an idea or a topic, and one of them.",
    "unknown": "there is no idea of that number.",
    "twice": "the idea {} stands on the agenda already.",
    "of-another-round": "the idea {} belongs to another round.",
    "not-public": "the idea {} is not public, and the agenda is.",
}


class SittingIsNotKnown(DomainError):
    """There is no such sitting."""

    code = "sitting-is-not-known"

    def __init__(self, sitting_id: UUID) -> None:
        super().__init__("There is no such sitting.")
        self.sitting_id = sitting_id


class SittingIsNotToCome(DomainError):
    """What is announced lies ahead."""

    code = "sitting-is-not-to-come"

    def __init__(self, begins_at: datetime) -> None:
        super().__init__("A sitting is announced before it begins, and this moment has passed.")
        self.begins_at = begins_at
        self.errors = [{"field": "begins_at", "message": str(self)}]


class SittingHasNotBegun(DomainError):
    """Nothing was held, and nothing said, before it began."""

    code = "sitting-has-not-begun"

    def __init__(self, begins_at: datetime) -> None:
        super().__init__("The sitting has not begun yet, so it was not held.")
        self.begins_at = begins_at


class SittingIsFurther(DomainError):
    """It is not the time for that in the life of the sitting."""

    code = "sitting-is-further"

    def __init__(self, state: str) -> None:
        super().__init__(f"This cannot be done with the sitting: it is {state.replace('_', ' ')}.")
        self.state = state


class AgendaIsNotSound(DomainError):
    """Some items cannot stand on the agenda; none is put there."""

    code = "agenda-is-not-sound"

    def __init__(self, errors: Mapping[int, tuple[AgendaRule, str]]) -> None:
        """By place, from 0: the rule that the item breaks, and the number of the idea, if there is one."""
        told = {
            place: f"Item {place + 1}: {_OF_AGENDAS[rule].format(number)}" for place, (rule, number) in errors.items()
        }
        super().__init__(" ".join(told.values()))
        self.errors = [
            {"field": f"agenda.{place}", "message": told[place], "rule": rule, "number": number}
            for place, (rule, number) in errors.items()
        ]


class AgendaIsFixed(DomainError):
    """Once it was held only the words of a sitting are corrected, not what it dealt with, or when."""

    code = "agenda-is-fixed"

    def __init__(self) -> None:
        super().__init__("The sitting is over: its words can be corrected, but not its day, nor what it dealt with.")


class ItemIsNotOnTheAgenda(DomainError):
    """The agenda has no such item."""

    code = "item-is-not-on-the-agenda"

    def __init__(self, item_id: UUID) -> None:
        super().__init__("The agenda of this sitting has no such item.")
        self.item_id = item_id


class MinutesAreNotComplete(DomainError):
    """Minutes are published when they say something of each item."""

    code = "minutes-are-not-complete"

    def __init__(self, places: list[int]) -> None:
        said = ", ".join(map(str, places))
        super().__init__(f"The minutes say nothing yet of these items of the agenda: {said}.")
        self.places = places


class CorrectionNeedsAReason(DomainError):
    """Whoever corrects what was published says why."""

    code = "correction-needs-a-reason"

    def __init__(self) -> None:
        super().__init__("The minutes are published. Say why they are corrected.")
        self.errors = [{"field": "reason", "message": str(self)}]


class WaysAreForIdeas(DomainError):
    """The board chooses ways for ideas; topics go none, and other bodies decide."""

    code = "ways-are-for-ideas"

    def __init__(self) -> None:
        super().__init__("A way is chosen for an idea, and by the board.")
