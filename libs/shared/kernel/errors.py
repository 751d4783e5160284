"""Errors named after the rule they break. The edge decides how to say them."""

from typing import ClassVar


class DomainError(Exception):
    """A rule of the town hall was broken.

    Each subclass has a stable ``code`` that clients may rely on, and its particulars as typed attributes.
    """

    code: ClassVar[str]


class TooManyAttempts(DomainError):
    """There were so many attempts that the next ones must wait."""

    code = "too-many-attempts"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__("There were too many attempts. Please wait a few minutes.")
        self.retry_after_s = retry_after_s
