"""What was taken down of an idea is taken down of the proposal that it grew into, too, though that says it otherwise.

The two have no text in common any more, so words are compared: those that the idea had and has no more go, if they
stand together, have a digit, or begin as names do. Better a word too many than a name that stays; the office sees it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from libs.shared.kernel.location import Location
from libs.shared.kernel.own_words import TAKEN_DOWN, OwnWords

_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[\s.,@+/()_'\u2019-]{0,3}")


@dataclass(frozen=True, slots=True)
class Vanished:
    """The words that somebody has taken down, and which of them tell enough to go where they stand alone."""

    words: frozenset[str]
    telling: frozenset[str]
    location: Location | None = None

    @classmethod
    def between(cls, former: OwnWords, now: OwnWords) -> "Vanished":
        """What the former words had that there is no more."""
        left = {word.casefold() for word in _words_of(now)}
        gone = [word for word in _words_of(former) if word.casefold() not in left]
        telling = {word.casefold() for word in gone if word[0].isupper() or any(sign.isdigit() for sign in word)}
        location = None if former.location == now.location else former.location
        return cls(frozenset(word.casefold() for word in gone), frozenset(telling), location)

    def out_of_text(self, text: str) -> str:
        """The text without them."""
        return self._out_of(text)

    def out_of(self, words: OwnWords) -> OwnWords:
        """The words without them."""
        place = None if words.place is None else self._out_of(words.place)
        location = None if words.location == self.location else words.location
        return OwnWords(self._out_of(words.title), self._out_of(words.text), place, location)

    def _out_of(self, text: str) -> str:
        for run in reversed([*self._runs(text)]):
            if len(run) > 1 or run[0].group().casefold() in self.telling:
                text = text[: run[0].start()] + TAKEN_DOWN + text[run[-1].end() :]
        return text

    def _runs(self, text: str) -> Iterable[list[re.Match[str]]]:
        run: list[re.Match[str]] = []
        for word in _WORD.finditer(text):
            if word.group().casefold() not in self.words:
                continue
            if run and not _BETWEEN.fullmatch(text[run[-1].end() : word.start()]):
                yield run
                run = []
            run.append(word)
        if run:
            yield run


def _words_of(said: OwnWords) -> list[str]:
    return _WORD.findall(" ".join([said.title, said.text, said.place or ""]))
