"""Plain text as people type it: any script and any sign, but nothing that steers a machine."""

import unicodedata

_LAYOUT = "\n\r\t"


def is_plain(text: str) -> bool:
    """Whether the text holds no control characters but line ends and tabs, and no broken characters."""
    return not any(unicodedata.category(each) in {"Cc", "Cs"} for each in text if each not in _LAYOUT)


def is_plain_line(text: str) -> bool:
    """Whether the text is plain, and one line."""
    return is_plain(text) and not any(each in text for each in _LAYOUT)
