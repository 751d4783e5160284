"""A mail in HTML as plain text: its words in lines, and nothing of what a browser would do with it.

It reads each sign once. The standard library's parser takes minutes for 100 kB of ``<a <a <a`` (CPython issue 135462).
"""

import html
import re
from collections.abc import Iterator

_ENDS_A_LINE = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
_ENDS_A_PARAGRAPH = frozenset({"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul"})
_IS_NOT_SAID = ("head", "script", "style", "template", "title")
# How Gmail, Apple Mail, Outlook, Thunderbird, Yahoo and Proton mark what was written before.
_QUOTE = re.compile(
    r"gmail_quote|gmail_extra|moz-cite-prefix|yahoo_quoted|protonmail_quote|type=[\"']?cite"
    r"|id=[\"']?(?:divrplyfwdmsg|appendonsend|mail-editor-reference-message-container)",
    re.IGNORECASE,
)
_NAME = re.compile(r"/?[a-z][a-z0-9]*")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_AROUND_A_LINE_END = re.compile(r" *\n *")
_MANY_LINES = re.compile(r"\n{3,}")
_LONGEST_TAG = 2000
QUOTED = "\x00"
"""Stands in the text where what was written before begins."""


def text_of_html(page: str) -> str:
    """The words of the page, with ``QUOTED`` before the first that a mail program marked as another's."""
    said: list[str] = []
    is_quoted = False
    for tag, words in _pieces(page.replace(QUOTED, "")):
        if not is_quoted and _QUOTE.search(tag):
            is_quoted = True
            said.append(QUOTED)
        said += [_in_place_of(tag), _BLANKS.sub(" ", html.unescape(words))]
    return _MANY_LINES.sub("\n\n", _AROUND_A_LINE_END.sub("\n", "".join(said))).strip(" \n")


def _pieces(page: str) -> Iterator[tuple[str, str]]:
    """Each tag, without its brackets and not longer than anybody looks at, with the words behind it."""
    small = page.lower()
    at = 0
    begins = page.find("<")
    yield "", page[: begins if begins >= 0 else len(page)]
    while begins >= 0:
        ends = small.find("-->", begins) + 2 if small.startswith("<!--", begins) else page.find(">", begins)
        if ends < begins:
            return  # a tag, or a comment, that never ends: nothing behind it is words
        tag = page[begins + 1 : min(ends, begins + _LONGEST_TAG)]
        at = _behind_what_is_not_said(small, _name_of(tag), ends + 1)
        begins = page.find("<", at)
        yield tag, page[at : begins if begins >= 0 else len(page)]


def _behind_what_is_not_said(small: str, name: str, at: int) -> int:
    """Where the page goes on; with a head, a style or a script that never ends, right there."""
    if name not in _IS_NOT_SAID:
        return at
    ends = small.find(f"</{name}", at)
    return ends if ends >= 0 else at


def _name_of(tag: str) -> str:
    found = _NAME.match(tag.lower())
    return found[0] if found else ""


def _in_place_of(tag: str) -> str:
    name = _name_of(tag)
    if name == "li":
        return "\n- "
    if name in {"/li", "td", "th"}:
        return " "
    bare = name.removeprefix("/")
    if bare in _ENDS_A_PARAGRAPH:
        return "\n\n"
    return "\n" if bare in _ENDS_A_LINE else ""
