"""The rules of ideas that can be broken."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.words import in_language
from services.ideas.domain.workflows.faults import Fault

_MOST_TOLD = 20


class RoundIsNotSound(DomainError):
    """Something of a round contradicts itself."""

    code = "round-is-not-sound"

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = [{"field": field, "message": message} for field, message in errors.items()]


class BoundariesAreNotSound(DomainError):
    """Some of the boundaries cannot be taken; none of them is."""

    code = "boundaries-are-not-sound"

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__(" ".join(messages[:_MOST_TOLD]))
        self.errors = [{"field": "features", "message": message} for message in messages[:_MOST_TOLD]]


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


class RoundIsArchived(DomainError):
    """The round is over and put away: nothing new can be sent in for it."""

    code = "round-is-archived"

    def __init__(self, round_id: UUID) -> None:
        super().__init__("This round is archived, so nothing new can be sent in for it.")
        self.round_id = round_id


class RoundHasAPollUnderWay(DomainError):
    """A round with a poll that is not decided yet cannot be archived."""

    code = "round-has-a-poll-under-way"

    def __init__(self, poll: str) -> None:
        super().__init__(f"The poll {poll} of this round is not decided yet, so the round cannot be archived.")
        self.poll = poll


class CalendarCutsAPoll(DomainError):
    """A published poll would be open on days that the calendar does not have for voting."""

    code = "calendar-cuts-a-poll"

    def __init__(self, poll: str, opens_on: date, closes_on: date) -> None:
        super().__init__(
            f"The poll {poll} is published and open from {opens_on} to {closes_on}. "
            "The calendar's vote must begin no later and end no earlier."
        )
        self.poll, self.opens_on, self.closes_on = poll, opens_on, closes_on


class FundIsOnAPaper(DomainError):
    """The amount of a fund cannot change once a poll on it is published."""

    code = "fund-is-on-a-paper"

    def __init__(self, fund: str, poll: str) -> None:
        super().__init__(f"The poll {poll} decides on the fund {fund} and is published, so its amount is fixed.")
        self.fund, self.poll = fund, poll


class PartOfRoundStays(DomainError):
    """Areas and funds can be added and renamed, but not taken away: people and proposals belong to them."""

    code = "part-of-round-stays"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} cannot be taken away from the round: people and proposals may belong to it.")
        self.name = name


class WorkflowIsNotKnown(DomainError):
    """There is no workflow of that name, or no such version of it."""

    code = "workflow-is-not-known"

    def __init__(self, name: str) -> None:
        super().__init__("There is no such workflow.")
        self.name = name


class WorkflowHasFaults(DomainError):
    """Something is wrong with a workflow, so it is not published."""

    code = "workflow-has-faults"

    def __init__(self, faults: Sequence[Fault], language: str) -> None:
        super().__init__(" ".join(in_language(each.words, language) for each in faults[:_MOST_TOLD]))
        self.errors = [
            {"field": each.field, "rule": each.rule, "message": in_language(each.words, language)} for each in faults
        ]


class WorkflowDraftIsNotKnown(DomainError):
    """Nobody keeps a draft of the workflow."""

    code = "workflow-draft-is-not-known"

    def __init__(self, name: str) -> None:
        super().__init__("There is no draft of this workflow.")
        self.name = name


class AnotherVersionStands(DomainError):
    """Whoever publishes a draft has not seen the version that it would take the place of."""

    code = "another-version-stands"

    def __init__(self, replaces: int, stands: int) -> None:
        super().__init__(
            f"You compared the draft with version {replaces}, and version {stands} stands now. Nothing was published; "
            "compare it with that one, and decide anew."
        )
        self.replaces, self.stands = replaces, stands


class NoWorkingDayIsLeft(DomainError):
    """Every day of the week would be weekend, so that no deadline would ever end."""

    code = "no-working-day-is-left"

    def __init__(self) -> None:
        super().__init__("At least one day of the week must be a working day.")
        self.errors = [{"field": "weekend", "message": str(self)}]


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


class OriginIsForStaff(DomainError):
    """Only staff bring ideas along from elsewhere."""

    code = "origin-is-for-staff"

    def __init__(self) -> None:
        super().__init__("Ideas from another platform are taken over by staff.")


class OriginIsInTheFuture(DomainError):
    """Nobody can have suggested something on a day that has not come."""

    code = "origin-is-in-the-future"

    def __init__(self, day: date) -> None:
        super().__init__(f"The idea cannot have been suggested on {day}: that day has not come yet.")
        self.day = day


class BarrierIsNotWaiting(DomainError):
    """The report was answered already, or never came."""

    code = "barrier-is-not-waiting"

    def __init__(self, barrier_id: UUID) -> None:
        super().__init__("This report does not wait any more.")
        self.barrier_id = barrier_id
