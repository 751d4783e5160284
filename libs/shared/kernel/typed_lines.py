"""What a person typed into a line of a life line, and the line with other words in its place (decision 23)."""

import re
from collections.abc import Iterable, Mapping

from libs.shared.kernel.words import Words
from libs.shared.kernel.workflow import Action

_TYPED = "{reason}"


def typed_in(actions: Iterable[Action], said: Words) -> str | None:
    """The reason that somebody typed into the line that one of the actions wrote; none if nobody did."""
    templates = [action.words["en"] for action in actions if action.words and _TYPED in action.words["en"]]
    # The one with the most words of its own: a short template may fit a longer one's line, too.
    for template in sorted(templates, key=lambda text: -len(re.sub(r"{\w+}", "", text))):
        if found := re.fullmatch(_pattern(template), said["en"], re.DOTALL):
            return found["reason"]
    return None


def restated(said: Words, typed: str, instead: str) -> dict[str, str]:
    """The line in each language with other words where it ended with what was typed."""
    return {
        language: text.removesuffix(typed) + instead if text.endswith(typed) else text
        for language, text in said.items()
    }


def said_otherwise(lines: Iterable[Words], typed: str, instead: str) -> Mapping[str, str]:
    """What each text that holds the typed words becomes: the words alone, and the English of each line of them."""
    return {typed: instead} | {line["en"]: restated(line, typed, instead)["en"] for line in lines}


def _pattern(template: str) -> str:
    parts = re.split(r"({\w+})", template)
    return "".join(_place(part) if part.startswith("{") else re.escape(part) for part in parts)


def _place(part: str) -> str:
    return "(?P<reason>.+)" if part == _TYPED else ".*?"
