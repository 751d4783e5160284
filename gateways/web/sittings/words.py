"""How the pages speak of sittings: who sits, where a sitting stands, and who was there."""

from collections.abc import Mapping
from typing import Any

from gateways.web.words.message import Message, say

BODIES: Mapping[str, Message] = {
    "board": say("Accompanying board"),
    "jury": say("Residents' jury"),
    "committee": say("Committee of the council"),
    "council": say("Council"),
}

STATES: Mapping[str, tuple[Message, str]] = {
    "announced": (say("To come"), "now"),
    "held": (say("Held, minutes to come"), "warning"),
    "minutes_published": (say("Minutes published"), "good"),
    "cancelled": (say("Called off"), "danger"),
}
"""The word for where it stands, and the kind of tag that it is shown as."""

PARTS: Mapping[str, Message] = {
    "citizens": say("Citizens' representatives"),
    "politics": say("Politics"),
    "administration": say("Administration"),
    "submitters": say("People who suggested something"),
    "public": say("Public"),
}
"""Who can be there for an item; they are counted, and nobody is named."""

WORDS: Mapping[str, Any] = {"bodies": BODIES, "states": STATES, "parts": PARTS}
"""What templates of sittings ask for."""
