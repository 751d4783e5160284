"""The rules of a ballot where each area has a paper, each with its particulars for a gateway to say."""

from libs.shared.kernel.errors import DomainError


class ChoicesOfTwoAreas(DomainError):
    """Projects of two areas stand on one ballot, where each area has a paper of its own."""

    code = "choices-of-two-areas"

    def __init__(self, number: int, other: int) -> None:
        super().__init__(
            f"Projects {number} and {other} are on the papers of two areas. A ballot names projects of one area alone. "
            "No ballot was cast."
        )
        self.number, self.other = number, other


class ProjectOfAnotherArea(DomainError):
    """A project is on the paper of an area that is not the voter's on the roll."""

    code = "project-of-another-area"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Project {number} is on the paper of another area than the one you live in by the roll. No ballot was "
            "cast."
        )
        self.number = number


class TooManyInArea(DomainError):
    """More projects of the area were chosen than its paper allows."""

    code = "too-many-in-area"

    def __init__(self, limit: int, chosen: int) -> None:
        super().__init__(f"You may choose at most {limit} projects of one area; you chose {chosen}.")
        self.limit, self.chosen = limit, chosen


class TooManyCitywide(DomainError):
    """More projects for all areas were chosen than that paper allows."""

    code = "too-many-citywide"

    def __init__(self, limit: int, chosen: int) -> None:
        super().__init__(f"You may choose at most {limit} projects for all areas; you chose {chosen}.")
        self.limit, self.chosen = limit, chosen
