"""What two officers may change of a poll: its end, whether a project stands in it, an option's title; the outcome.

One proposes, with a public reason; another confirms, or any of them drops it. A change is in the poll's acts and
nowhere else, so the life line tells all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.workflow_fields import Choice, FieldsAreWrong
from services.voting.domain.errors import (
    ChangeIsProposed,
    ConfirmedByTheSamePerson,
    EndIsBeyondTheCalendar,
    EndIsNotLater,
    NothingIsProposed,
    TimeOfClosingHasPassed,
    TooFewProjectsRemain,
)
from services.voting.domain.polls.actors import Actor
from services.voting.domain.polls.advice.errors import OutcomeIsAdvice, TitleIsItsProposals, TitleIsTaken
from services.voting.domain.polls.papers.errors import PaperCouldNotBeFilledIn
from services.voting.domain.polls.papers.filling_in import can_be_filled_in, papers_in_hand
from services.voting.domain.polls.poll import CONFIRM_OVERRIDE, CONFIRM_WITHDRAWAL, Act, Poll

Given = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change, by the names of its three actions."""

    propose: str
    confirm: str
    drop: str


EXTENSION = Change("extend", "confirm-extension", "drop-extension")
WITHDRAWAL = Change("withdraw-project", CONFIRM_WITHDRAWAL, "drop-withdrawal")
OVERRIDE = Change("override-outcome", CONFIRM_OVERRIDE, "drop-override")
TITLE = Change("correct-option", "confirm-correction", "drop-correction")
_ALL = (EXTENSION, WITHDRAWAL, OVERRIDE, TITLE)


def change_of(action: str) -> Change | None:
    """The kind of change that the action belongs to, if it belongs to one."""
    return next((one for one in _ALL if action in (one.propose, one.confirm, one.drop)), None)


def pending(poll: Poll, change: Change) -> Act | None:
    """What is proposed and neither confirmed nor dropped yet."""
    ours = [act for act in poll.acts if change_of(act.action) is change]
    return ours[-1] if ours and ours[-1].action == change.propose else None


def with_what_was_proposed(poll: Poll, action: str, given: Given) -> Given:
    """The fields of the action: who confirms, confirms what stands there, and cannot say it otherwise.

    Raises:
        FieldsAreWrong: if somebody tries.
    """
    change = change_of(action)
    proposed = pending(poll, change) if change else None
    if change is None or proposed is None or action != change.confirm:
        return given
    if given:
        raise FieldsAreWrong(dict.fromkeys(given, "This is confirmed as it was proposed."))
    return proposed.fields


def choices_of(poll: Poll) -> Mapping[str, list[Choice]]:
    """The projects that can be withdrawn, or be decided on otherwise than the count."""
    standing = [line for line in poll.paper if line.number not in poll.withdrawn]
    return {"project": [Choice(str(line.number), {"en": f"{line.number} {line.title}"}) for line in standing]}


def lack_of(poll: Poll, action: str, actor: Actor) -> DomainError | None:
    """What stands against the action now, whatever is written on its form."""
    change = change_of(action)
    if change is None:
        is_undecided = action == "announce" and pending(poll, OVERRIDE)
        return ChangeIsProposed() if is_undecided else None
    if (bar := _bar(poll, change, action)) is not None:
        return bar
    proposed = pending(poll, change)
    if action == change.propose:
        return ChangeIsProposed() if proposed else None
    if proposed is None:
        return NothingIsProposed()
    is_own = action == change.confirm and proposed.actor_id == actor.actor_id
    return ConfirmedByTheSamePerson() if is_own else None


def _bar(poll: Poll, change: Change, action: str) -> DomainError | None:
    """Why a change of this kind cannot be, whoever proposed what."""
    if change is OVERRIDE and poll.is_advice:
        return OutcomeIsAdvice()
    if change is TITLE and not poll.is_advice:
        return TitleIsItsProposals()
    if change is EXTENSION and action != change.drop and not poll.is_early:
        return TimeOfClosingHasPassed()
    if change is WITHDRAWAL and action != change.drop and not _may_lose_a_project(poll):
        return TooFewProjectsRemain(max(1, poll.terms.limits.min_choices))
    return None


def demand_fits(poll: Poll, action: str, fields: Given) -> None:
    """Nothing, if what is written on the form can be.

    Raises:
        EndIsNotLater: if the poll would not go on longer.
        EndIsBeyondTheCalendar: if it would be open on a day that is no voting day of its round.
        TitleIsTaken: if an option of the poll is called so.
        PaperCouldNotBeFilledIn: if voters could not choose from what is left on one of the papers.
    """
    if action in (WITHDRAWAL.propose, WITHDRAWAL.confirm):
        _demand_papers_remain(poll, int(str(fields["project"])))
    if action in (TITLE.propose, TITLE.confirm):
        _demand_of_its_own(poll, str(fields["title"]), int(str(fields["project"])))
    if action not in (EXTENSION.propose, EXTENSION.confirm):
        return
    end, days = new_end(fields), poll.voting_days
    if end <= poll.terms.closes_at:
        raise EndIsNotLater(poll.terms.closes_at)
    if days is not None and days.last is not None and days.closing_day(end) > days.last:
        raise EndIsBeyondTheCalendar(days.last)


def _demand_of_its_own(poll: Poll, title: str, number: int) -> None:
    """Nothing, if no other option is called so, and this one not to the letter."""
    for line in poll.paper:
        is_it = line.title == title if line.number == number else line.title.casefold() == title.casefold()
        if is_it:
            raise TitleIsTaken(line.number)


def _demand_papers_remain(poll: Poll, number: int) -> None:
    left = papers_in_hand(poll, {*poll.withdrawn, number})
    if not all(can_be_filled_in(poll, paper) for paper in left):
        raise PaperCouldNotBeFilledIn(number)


def new_end(fields: Given) -> datetime:
    """The end that is proposed."""
    return datetime.fromisoformat(str(fields["closes_at"]))


def _may_lose_a_project(poll: Poll) -> bool:
    return len(poll.paper) - len(poll.withdrawn) > max(1, poll.terms.limits.min_choices)
