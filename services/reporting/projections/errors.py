"""What cannot be looked up."""

from uuid import UUID

from libs.shared.kernel.errors import DomainError


class NoSuchPoll(DomainError):
    """No poll of that id has been published."""

    code = "no-such-poll"

    def __init__(self, poll_id: UUID) -> None:
        super().__init__("No poll of that id has been published.")
        self.poll_id = poll_id


class OutcomeIsNotAnnounced(DomainError):
    """The poll's outcome has not been announced, and nothing of it is told before."""

    code = "outcome-is-not-announced"

    def __init__(self, poll_id: UUID) -> None:
        super().__init__("The outcome of this poll has not been announced yet.")
        self.poll_id = poll_id
