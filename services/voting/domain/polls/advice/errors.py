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


class TitleIsItsProposals(DomainError):
    """A project has the title of its proposal, which the office corrects there."""

    code = "title-is-its-proposals"

    def __init__(self) -> None:
        super().__init__("A project has the title of its proposal: correct that, and the ballot paper follows.")


class TitleIsTaken(DomainError):
    """An option of the poll has this title already."""

    code = "title-is-taken"

    def __init__(self, number: int) -> None:
        super().__init__(f"Option {number} has this title already.")
        self.number = number
