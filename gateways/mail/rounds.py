"""The round that a mail is for, and what it says of where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from gateways.mail.letter.reading import Letter
from gateways.mail.words.catalogue import languages, words_in
from libs.shared.kernel.typed_text import same_name
from libs.shared.platform.intake.rounds import Round

_LABEL = re.compile(r"\s*([^\W\d_]{2,20})\s*:\s*(\S.{0,198})")
_BESIDE_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Where:
    """What is left of the words when it is told what they say of an area and a place."""

    text: str = field(repr=False)
    area: str | None
    place: str | None = field(repr=False)


def choose(rounds: Sequence[Round], letter: Letter, otherwise: UUID | None) -> Round | None:
    """The one that is asking, or that the mail's address or subject names; else the one that is meant otherwise."""
    if len(rounds) == 1:
        return rounds[0]
    tags = {address.partition("@")[0].partition("+")[2] for address in letter.to}
    named = [each for each in rounds if tags & {_tag(each.name), str(each.round_id)}]
    subject = same_name(letter.subject)
    named = named or [each for each in rounds if same_name(each.name) in subject]
    # "Budget 2027 North" holds the name "Budget 2027", too.
    longest = max((len(each.name) for each in named), default=0)
    named = [each for each in named if len(each.name) == longest]
    return named[0] if len(named) == 1 else next((each for each in rounds if each.round_id == otherwise), None)


def where(text: str, within: Round) -> Where:
    """The area and the place that lines such as ``Area: North`` or ``Ort: am Kanal`` name, each once."""
    left: list[str] = []
    area: str | None = None
    place: str | None = None
    areas = {same_name(name): name for name in within.areas}
    for line in text.split("\n"):
        label, said = _labelled(line)
        if label == "area" and area is None and same_name(said) in areas:
            area = areas[same_name(said)]
        elif label and place is None:
            place = said
        else:
            left.append(line)
    return Where("\n".join(left).strip(), area, place)


def _labelled(line: str) -> tuple[str, str]:
    found = _LABEL.fullmatch(line)
    if found is None:
        return "", ""
    label, said = found[1].casefold(), found[2].strip()
    spoken = [words_in(language) for language in languages()]
    if any(label in words.area for words in spoken):
        return "area", said
    return ("place", said) if any(label in words.place for words in spoken) else ("", "")


def _tag(name: str) -> str:
    return _BESIDE_LETTERS.sub("-", name.casefold()).strip("-")
