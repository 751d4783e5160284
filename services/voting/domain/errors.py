"""The rules of polls that can be broken. Those of a single ballot stand in ``ballot_errors.py``."""

from collections.abc import Sequence
from datetime import date, datetime

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.words import Words, in_language


class NoSuchPoll(DomainError):
    """There is no poll of that id, or it is not public yet."""

    code = "no-such-poll"


class NoSuchReceipt(DomainError):
    """No ballot of the poll has that receipt."""

    code = "no-such-receipt"


class ReceiptStandsInAddress(DomainError):
    """A receipt was asked about in an address, which proxies write into logs."""

    code = "receipt-stands-in-the-address"

    def __init__(self) -> None:
        super().__init__(
            "A receipt is not read from an address, because addresses are kept in logs. Nothing happened to the "
            'ballot. Send {"receipt": "..."} by POST to /api/voting/v1/polls/{poll_id}/receipts.'
        )


class ReceiptMayBeLost(DomainError):
    """No ballot of the poll has that receipt, and some were lost when the platform was put back to an older state."""

    code = "receipt-may-be-lost"

    def __init__(self, stood_at: datetime, put_back_at: datetime, *, is_open: bool) -> None:
        what_to_do = ": please cast it again. The same code is good for it." if is_open else "."
        super().__init__(
            f"No ballot of this poll has this receipt. The platform was put back at {put_back_at:%Y-%m-%d %H:%M} UTC "
            f"to how it stood at {stood_at:%Y-%m-%d %H:%M} UTC. A ballot that was cast in between is lost, and is not "
            f"counted{what_to_do}"
        )
        self.stood_at, self.put_back_at, self.is_open = stood_at, put_back_at, is_open


class RoundIsNotKnown(DomainError):
    """Voting has not heard of that round, or it has no such fund."""

    code = "round-is-not-known"


class FundIsNotVotedOn(DomainError):
    """The fund is not spent by a vote."""

    code = "fund-is-not-voted-on"

    def __init__(self, spent_by: str) -> None:
        is_advice = spent_by == "advice"
        spends = "holds no money" if is_advice else f"is spent by the {spent_by}, not by a vote"
        super().__init__(f"This fund {spends}: a poll on it can only advise, with the rule ranked-list.")
        self.spent_by = spent_by


class ProposalIsNotAccepted(DomainError):
    """A ballot number was given to a proposal that may not stand on this paper."""

    code = "proposal-is-not-accepted"

    def __init__(self, proposal_id: object) -> None:
        super().__init__(f"Proposal {proposal_id} is not among the accepted ones of this fund.")
        self.proposal_id = proposal_id


class NumberIsGivenTwice(DomainError):
    """Two proposals were given the same ballot number."""

    code = "number-is-given-twice"

    def __init__(self, number: int) -> None:
        super().__init__(f"Number {number} is given to two proposals.")
        self.number = number


class PollIsNotReady(DomainError):
    """A check before publishing is not met."""

    code = "poll-is-not-ready"

    def __init__(self, unmet: Sequence[Words]) -> None:
        self.unmet = [in_language(words, "en") for words in unmet]
        self.unmet_in_words = list(unmet)
        super().__init__(" ".join(self.unmet))


class PseudonymsAreNotDestroyed(DomainError):
    """Nobody may count while ballots still carry pseudonyms."""

    code = "pseudonyms-are-not-destroyed"

    def __init__(self) -> None:
        super().__init__("The ballot box is still being rewritten without pseudonyms. Try again in a moment.")


class PollIsNotCounted(DomainError):
    """Nobody has asked for the poll's count yet."""

    code = "poll-is-not-counted"

    def __init__(self, state: str) -> None:
        super().__init__("The ballots of this poll have not gone to be counted.")
        self.state = state


class CountsDisagree(DomainError):
    """The second count, written apart from the first, does not confirm it: nothing may be announced."""

    code = "counts-disagree"

    def __init__(self, objections: Sequence[str]) -> None:
        super().__init__("The second count does not confirm the first. No ballot is lost; please report this fault.")
        self.objections = list(objections)


class CountCannotBeFinished(DomainError):
    """The tally refuses the ballots or died of them: whoever counts again must look into it first."""

    code = "count-cannot-be-finished"

    def __init__(self, why: str) -> None:
        super().__init__(f"The count could not be finished: {why}. No ballot is lost; please report this fault.")
        self.why = why


class CertifiedByTheSamePerson(DomainError):
    """Certifying takes two different people."""

    code = "certified-by-the-same-person"

    def __init__(self) -> None:
        super().__init__("You have certified this count. Another returning officer must do so, too.")


class OfficerCameAfterClosing(DomainError):
    """Whoever can make accounts must not be able to make the second person for a count that is known already."""

    code = "officer-came-after-closing"

    def __init__(self) -> None:
        super().__init__(
            "Your account was made, or changed by somebody, after this poll closed. Another returning officer must"
            " certify."
        )


class OutcomeIsNotAnnounced(DomainError):
    """The outcome is not public yet."""

    code = "outcome-is-not-announced"

    def __init__(self, state: str) -> None:
        super().__init__("The outcome has not been announced.")
        self.state = state


class ConfirmedByTheSamePerson(DomainError):
    """A change of an open poll takes two different people."""

    code = "confirmed-by-the-same-person"

    def __init__(self) -> None:
        super().__init__("You proposed this. Another returning officer must confirm it.")


class ChangeIsProposed(DomainError):
    """One change of a kind at a time: the one that is proposed must be confirmed or dropped first."""

    code = "change-is-proposed"

    def __init__(self) -> None:
        super().__init__("Such a change is proposed already. Confirm it or drop it first.")


class NothingIsProposed(DomainError):
    """There is no change to confirm or drop."""

    code = "nothing-is-proposed"

    def __init__(self) -> None:
        super().__init__("No such change is proposed, or it was confirmed or dropped meanwhile.")


class TimeOfClosingHasPassed(DomainError):
    """A poll whose time is over cannot be extended: people may have been told that it is closed."""

    code = "time-of-closing-has-passed"

    def __init__(self) -> None:
        super().__init__("The time of closing has passed, so the poll cannot be extended any more.")


class EndIsNotLater(DomainError):
    """An extension moves the end of a poll on, never back."""

    code = "end-is-not-later"

    def __init__(self, closes_at: datetime) -> None:
        super().__init__(f"The new end must be later than the present one, {closes_at.isoformat()}.")
        self.closes_at = closes_at


class EndIsBeyondTheCalendar(DomainError):
    """No poll is open on a day that its round's calendar does not have for the vote."""

    code = "end-is-beyond-the-calendar"

    def __init__(self, last: date) -> None:
        super().__init__(f"The round's calendar has the vote until {last}. Change the calendar first, then extend.")
        self.last = last


class OverrideChangesNothing(DomainError):
    """Who decides otherwise than the count decides something else than it says."""

    code = "override-changes-nothing"

    def __init__(self) -> None:
        super().__init__("The outcome says so already: there is nothing to decide otherwise.")


class OverrideIsTooDear(DomainError):
    """Nothing is funded beyond the money there is."""

    code = "override-is-too-dear"

    def __init__(self, left_cents: int) -> None:
        super().__init__("The money that is left does not suffice for this project. Decide on another one first.")
        self.left_cents = left_cents


class TooFewProjectsRemain(DomainError):
    """Of a paper that voters must be able to fill in, no more projects can be withdrawn."""

    code = "too-few-projects-remain"

    def __init__(self, least: int) -> None:
        super().__init__(f"A ballot needs {least} projects to choose from. Cancel the poll instead.")
        self.least = least
