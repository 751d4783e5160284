"""Preconditions: a request may say which version of a thing it was decided by (``If-Match``, RFC 9110)."""

import re
from typing import Annotated

from fastapi import Depends, Header

_VERSION = re.compile(r"[0-9a-f]+")
_ABOUT = (
    "The `version` of the thing as you saw it, in quotes. If it has changed since, nothing is done, and the answer is "
    "412 `it-has-changed`. Without the header what you ask for is done to whatever is there."
)


async def _seen(if_match: Annotated[str | None, Header(max_length=500, description=_ABOUT)] = None) -> frozenset[str]:
    # ``*`` asks for any version: that is what no header means here.
    if if_match is None or if_match.strip() == "*":
        return frozenset()
    # A header without any version in it fits none.
    return frozenset(_VERSION.findall(if_match)) or frozenset({if_match})


SeenVersions = Annotated[frozenset[str], Depends(_seen)]
"""The versions that whoever asks has seen; none if they do not say."""
