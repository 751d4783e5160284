"""One thing that must be so before a poll is published, and what is said of it."""

from dataclasses import dataclass

from libs.shared.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Check:
    """One check: whether it is met, and its words for whoever must mend it.

    ``asks_for_a_look``: it is met, but rarely meant: staff should look before they publish.
    """

    name: str
    is_met: bool
    words: Words
    asks_for_a_look: bool = False


def met(name: str, **words: str) -> Check:
    """The check is met; the words by language."""
    return Check(name, is_met=True, words=words)


def unmet(name: str, **words: str) -> Check:
    """The check is not met, so nothing is published; the words by language."""
    return Check(name, is_met=False, words=words)


def met_if_meant(name: str, **words: str) -> Check:
    """The check is met if that is what staff mean; the words by language."""
    return Check(name, is_met=True, words=words, asks_for_a_look=True)
