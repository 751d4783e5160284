"""The rules of following and supporting that can be broken."""

from libs.shared.kernel.errors import DomainError


class FollowerIsNotKnown(DomainError):
    """Nobody has this key: what they followed has ended, or the link is not whole."""

    code = "follower-is-not-known"

    def __init__(self) -> None:
        super().__init__("Nobody follows anything by this link. It may not be whole, or what was followed has ended.")


class NoMailGoesOut(DomainError):
    """The council sends no mail, so nobody can be told by mail."""

    code = "no-mail-goes-out"

    def __init__(self) -> None:
        super().__init__("This council sends no mail. A feed reader tells you all the same.")


class NewsGoesOutByMailAlone(DomainError):
    """Whoever follows is told by mail."""

    code = "news-goes-out-by-mail-alone"

    def __init__(self) -> None:
        super().__init__("Whoever follows is told by mail. Please give a mail address.")
        self.errors = [{"field": "contact", "message": str(self)}]


class NoTextsGoOut(DomainError):
    """The council tells nobody by text."""

    code = "no-texts-go-out"

    def __init__(self) -> None:
        super().__init__("This council tells no news by text. A feed reader tells you all the same.")


class NumberIsNotReached(DomainError):
    """No texts go to such a number."""

    code = "number-is-not-reached"

    def __init__(self) -> None:
        super().__init__("No texts go to this number. Please give a mobile number of this country, as in 0151 2345678.")
        self.errors = [{"field": "contact", "message": str(self)}]


class NoMoreTextsToday(DomainError):
    """So many asked on one day that no form has a text sent any more."""

    code = "no-more-texts-today"

    def __init__(self) -> None:
        super().__init__("No more texts are sent today for what is typed here. Text FOLLOW and the number instead.")


class ProposalIsNotKnown(DomainError):
    """There is no proposal of that number."""

    code = "proposal-is-not-known"

    def __init__(self, number: str) -> None:
        super().__init__("There is no proposal of that number. Please compare it with what you were given.")
        self.number = number


class IdeaTakesNoSupport(DomainError):
    """Only what everybody can read, and what is not decided, is supported."""

    code = "idea-takes-no-support"

    def __init__(self, state: str) -> None:
        super().__init__("This idea cannot be supported as it stands.")
        self.state = state
