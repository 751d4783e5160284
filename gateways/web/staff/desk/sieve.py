"""What somebody wants to see of the queue: it stands in the page's address, and goes along with each form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from starlette.requests import Request

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.words import CAME_BY
from gateways.web.words.message import Message, say
from libs.shared.kernel.typed_text import clean_line

QUEUE = "queue"
"""The hidden field of each form beside the queue: the page's wishes, so that one comes back to the same list."""

ORDERS: Mapping[str, Message] = {
    "due": say("Deadline first"),
    "oldest": say("Oldest first"),
    "newest": say("Newest first"),
}
DUE: Mapping[str, Message] = {
    "": say("Any deadline"),
    "late": say("Late"),
    "escalated": say("Late, and come to me"),
    "week": say("Due within 7 days"),
}
HANDS: Mapping[str, Message] = {"": say("In any"), "mine": say("In mine"), "free": say("In none")}
OPINIONS: Mapping[str, Message] = {
    "": say("Any"),
    "awaited": say("Awaited"),
    "overdue": say("Overdue"),
    "in": say("All there"),
}
APPEALS: Mapping[str, Message] = {"": say("Any"), "for-me": say("That I can decide"), "waiting": say("All that wait")}
NOBODYS_YET, ALL_STATES = "none", "all"

_LONGEST = {"q": 200, "state": 60, "language": 35, "round": 36, "area": 36, "department": 36}
_ONE_OF: Mapping[str, Mapping[str, object]] = {
    "order": ORDERS,
    "due": DUE,
    "hands": HANDS,
    "opinions": OPINIONS,
    "appeals": APPEALS,
    "channel": CAME_BY,
}
_IDS = ("round", "area", "department")
_LONGEST_CURSOR = 1_000


@dataclass(frozen=True, slots=True)
class Sieve:
    """The filters and the order, of which what cannot be meant is left out; and the place in the list."""

    wishes: Mapping[str, str]
    after: str = ""
    is_beside: bool = False

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Sieve":
        """What the address asks for."""
        wishes = {name: clean_line(given.get(name, "")) for name in (*_LONGEST, *_ONE_OF)}
        sound = {name: value for name, value in wishes.items() if value and _can_be_meant(name, value)}
        return cls(sound, given.get("after", "")[:_LONGEST_CURSOR], "beside" in given)

    @classmethod
    def of(cls, request: Request, form: FilledForm | None = None) -> "Sieve":
        """What the page's address asks for; of a form that comes back, what its page did."""
        if form is not None and (kept := form.typed.get(QUEUE)):
            return cls.read(dict(parse_qsl(kept[:4_000])))
        return cls.read(request.query_params)

    @property
    def order(self) -> str:
        return self.wishes.get("order", "due")

    def query(self, **changes: str) -> str:
        """The address's query with these wishes changed, from the top of the list; empty ones are left out."""
        return urlencode({name: value for name, value in {**self.wishes, **changes}.items() if value})

    @property
    def beside(self) -> str:
        """The query of a case that stands beside this part of the list."""
        return self.query(after=self.after, beside="1")

    def asked(self, states: list[dict[str, Any]]) -> dict[str, Any]:
        """The question to the service; ``states`` are those that there are."""
        wish: dict[str, Any] = {
            "area_id": self.wishes.get("area"),
            "round_id": self.wishes.get("round"),
            **{
                name: self.wishes.get(name)
                for name in ("q", "due", "department", "language", "channel", "hands", "opinions", "appeals")
            },
            "state": self.wishes.get("state"),
            "order": self.order,
        }
        if wish["state"] == ALL_STATES:
            wish["state"] = [each["state"] for each in states]
        return {name: value for name, value in wish.items() if value}


def _can_be_meant(name: str, value: str) -> bool:
    if name in _ONE_OF:
        return value in _ONE_OF[name]
    if name in _IDS:
        return _is_id(value) or (name, value) == ("department", NOBODYS_YET)
    return len(value) <= _LONGEST[name]


def _is_id(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False
