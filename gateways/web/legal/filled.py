"""What a council has filled in for its legal pages: by settings, or by a text of its own for a page and a language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gateways.web.settings import LEGAL_PAGES, WebSettings
from gateways.web.words.message import Message, say


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a council's own text: a heading, a paragraph, or a list."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a page must say and nobody has filled in: the page, and the variable that would do it."""

    page: str
    what: Message
    variable: str


_NEEDED = {
    "council_address": ("imprint", say("the council's postal address")),
    "council_mail": ("imprint", say("the council's mail address")),
    "council_represented_by": ("imprint", say("who represents the council")),
    "data_protection_officer": ("privacy", say("how to reach the data protection officer")),
    "data_protection_authority": ("privacy", say("the data protection authority")),
    "accessibility_authority": ("accessibility", say("who decides when barriers are not removed")),
}


def own_text(settings: WebSettings, page: str, language: str) -> list[Block]:
    """The council's own text of the page; nothing if it has none in the language."""
    if settings.legal_dir is None:
        return []
    file = settings.legal_dir / f"{page}.{language}.txt"
    return list(_blocks(file.read_text(encoding="utf-8"))) if file.is_file() else []


def gaps_of(settings: WebSettings) -> list[Gap]:
    """What the pages still lack. A page with a text of the council's own in each language lacks nothing."""
    own = {page for page in LEGAL_PAGES if all(own_text(settings, page, each) for each in settings.languages)}
    return [
        Gap(page, what, f"COMMONPURSE_{name.upper()}")
        for name, (page, what) in _NEEDED.items()
        if page not in own and not getattr(settings, name)
    ]


def _blocks(text: str) -> Iterator[Block]:
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = tuple(line.strip() for line in part.splitlines() if line.strip())
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            yield Block("list", tuple(line[2:] for line in lines))
        elif lines[0].startswith("# "):
            yield Block("heading", (lines[0][2:],))
            if lines[1:]:
                yield Block("paragraph", lines[1:])
        else:
            yield Block("paragraph", lines)
