"""What a poll that funds nothing does not allow."""

from libs.shared.kernel.errors import DomainError


class OptionsNeedARankedList(DomainError):
    """Options were given to a poll that funds projects."""

    code = "options-need-a-ranked-list"

    def __init__(self) -> None:
        super().__init__("Options can only be ranked: choose the rule ranked-list, or leave them out.")


class OutcomeIsAdvice(DomainError):
    """Nothing can be funded, or not funded, otherwise than by a count that funds nothing."""

    code = "outcome-is-advice"

    def __init__(self) -> None:
        super().__init__("This poll funds nothing, so there is nothing to decide otherwise than its count.")
