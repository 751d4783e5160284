"""Words out of the HTML of another platform's editor: paragraphs, lists and links, and nothing that runs."""

import re
from html.parser import HTMLParser

_MARKUP = re.compile(
    r"</?(?:p|br|div|ul|ol|li|strong|em|b|i|u|s|a|h[1-6]|span|blockquote|img|iframe|script|style|table|tr|td|figure)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PARAGRAPHS = frozenset({"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "figure"})
_UNSAID = frozenset({"script", "style", "iframe", "noscript"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAKS = re.compile(r" *\n *")
_EMPTY_LINES = re.compile(r"\n{3,}")


def plain_words(text: str) -> str:
    """The text as it is if it is plain; what HTML says if it is that."""
    if not _MARKUP.search(text):
        return text.strip()
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return _EMPTY_LINES.sub("\n\n", _AROUND_BREAKS.sub("\n", "".join(reader.said))).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unsaid = 0
        self._link: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSAID:
            self._unsaid += 1
        elif tag == "a":
            self._link = dict(attrs).get("href")
        self._break(tag, is_end=False)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSAID:
            self._unsaid = max(0, self._unsaid - 1)
        elif tag == "a" and self._link:
            # Where a link leads is part of what was said; only addresses of the web are.
            if self._link.startswith(("http://", "https://")) and self._link not in "".join(self.said[-2:]):
                self.said.append(f" ({self._link})")
            self._link = None
        self._break(tag, is_end=True)

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.said.append(_BLANKS.sub(" ", data))

    def _break(self, tag: str, *, is_end: bool) -> None:
        if tag in _PARAGRAPHS:
            self.said.append("\n\n")
        elif tag == "br" or (tag == "tr" and is_end):
            self.said.append("\n")
        elif tag == "li" and not is_end:
            self.said.append("\n- ")
