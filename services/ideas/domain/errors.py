"""The rules of ideas that can be broken."""

from collections.abc import Mapping
from uuid import UUID

from libs.shared.kernel.errors import DomainError


class RoundIsNotSound(DomainError):
    """Something of a round contradicts itself."""

    code = "round-is-not-sound"

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = [{"field": field, "message": message} for field, message in errors.items()]


class RoundNameIsTaken(DomainError):
    """Another round has that name."""

    code = "round-name-is-taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a round called {name} already.")
        self.name = name


class RoundIsNotKnown(DomainError):
    """There is no such round."""

    code = "round-is-not-known"

    def __init__(self, round_id: UUID) -> None:
        super().__init__("There is no such round.")
        self.round_id = round_id


class AreaIsNotOfTheRound(DomainError):
    """The area belongs to no round, or another one."""

    code = "area-is-not-of-the-round"

    def __init__(self, area_id: UUID) -> None:
        super().__init__("The round has no such area.")
        self.area_id = area_id


class IdeaIsNotKnown(DomainError):
    """There is no idea of that number."""

    code = "idea-is-not-known"

    def __init__(self, number: str) -> None:
        super().__init__("There is no idea of that number. Please compare it with what you were given.")
        self.number = number


class ChannelIsForStaff(DomainError):
    """Letters, phone calls and meetings are entered by staff."""

    code = "channel-is-for-staff"

    def __init__(self, channel: str) -> None:
        super().__init__("What came by letter, phone or in a meeting is entered by staff.")
        self.channel = channel


class TellingIsNotWaiting(DomainError):
    """The telling was done already, or never waited."""

    code = "telling-is-not-waiting"

    def __init__(self, telling_id: UUID) -> None:
        super().__init__("This does not wait any more.")
        self.telling_id = telling_id
