"""Why a paper cannot be what somebody wants to make of it."""

from libs.shared.kernel.errors import DomainError


class PaperCouldNotBeFilledIn(DomainError):
    """Without a project nobody could fill in a paper on which it stands as the limits want."""

    code = "paper-could-not-be-filled-in"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Without project {number} no ballot could keep to the limits of this vote on one of its papers: the "
            "projects that are left there are too few, or do not come to what a ballot must hold. Cancel the poll "
            "instead."
        )
        self.number = number
