"""Errors named after the rule they break. The edge decides how to say them."""

from typing import ClassVar


class DomainError(Exception):
    """A rule of the town hall was broken.

    Each subclass has a stable ``code`` that clients may rely on, and its particulars as typed attributes.
    """

    code: ClassVar[str]
