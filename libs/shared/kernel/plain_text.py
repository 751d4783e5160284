"""Text that can be written down: any script and any sign, but no half of a character."""

import unicodedata


def is_whole(text: str) -> bool:
    """Whether no character is broken: half of a pair that belongs together can be neither stored nor sent."""
    return not any(unicodedata.category(each) == "Cs" for each in text)
