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


class IdeaTakesNoSupport(DomainError):
    """Only what everybody can read, and what is not decided, is supported."""

    code = "idea-takes-no-support"

    def __init__(self, state: str) -> None:
        super().__init__("This idea cannot be supported as it stands.")
        self.state = state
