"""What the request that is being answered does for the act log: who of the staff acts, on what, and whether it is kept.

Staff's requests that change something are kept by themselves; whoever answers them may add to it. Nothing that was
typed comes in here: only ids, tracking numbers and the names of actions.
"""

import hashlib
import hmac
import re
from collections.abc import MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import SecretStr

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_AN_ACTION = re.compile(r"[a-z]{1,20}(-[a-z]{1,20}){0,4}")
# What residents has under a number in an address is a person on the roll.
_NAMES_A_PERSON = {"residents": frozenset({"number"})}
_A_THING = re.compile(r"[0-9A-Za-z-]{1,40}")


@dataclass(slots=True)
class Act:
    """One request, as far as the act log is concerned."""

    service: str
    scope: MutableMapping[str, Any]
    client: str | None = None
    staff_id: UUID | None = None
    is_telling: bool = False
    """Whether it is kept though it changes nothing: a file that was fetched, words that were taken down and read."""
    is_recorded: bool = False
    action: str = ""
    things: dict[str, str] = field(default_factory=dict)

    def is_about(self, *keys: UUID) -> None:
        """What is made by it has no address yet: then the first event's key says what it is about."""
        if keys and not self.on:
            self.things["about"] = str(keys[0])

    @property
    def is_kept(self) -> bool:
        """Whether it belongs into the log: somebody of the staff does something."""
        return self.staff_id is not None and (self.is_telling or self.scope["method"] not in _SAFE_METHODS)

    @property
    def what(self) -> str:
        """The method and the route, whose template names nobody, and the action if there is one."""
        template = getattr(self.scope.get("route"), "path", "none").removeprefix(f"/api/{self.service}/v1")
        return f"{self.scope['method']} {template} {self.action}".rstrip()

    @property
    def on(self) -> str:
        """Which things it is done to: ``poll_id=…``."""
        given = {name: str(value) for name, value in self.scope.get("path_params", {}).items()} | self.things
        people = _NAMES_A_PERSON.get(self.service, frozenset())
        return " ".join(
            f"{name}={value}" for name, value in given.items() if name not in people and _A_THING.fullmatch(value)
        )


_CURRENT: ContextVar[Act | None] = ContextVar("the act of the request that is being answered", default=None)


def begin(act: Act) -> object:
    """From here on the act is what this request does; ``end`` takes what this returns."""
    return _CURRENT.set(act)


def end(token: Any) -> None:
    """The request is answered."""
    _CURRENT.reset(token)


def to_be_recorded() -> Act | None:
    """The act that a transaction which begins now belongs to, unless it is in the log already."""
    act = _CURRENT.get()
    return act if act and act.is_kept and not act.is_recorded else None


def by(staff_id: UUID) -> None:
    """It is somebody with this account who acts, or claims to."""
    if act := _CURRENT.get():
        act.staff_id = staff_id


def action(name: str) -> None:
    """It is this action of a workflow."""
    if (act := _CURRENT.get()) and _AN_ACTION.fullmatch(name):
        act.action = name


def on(**things: object) -> None:
    """It is done to these things, beside those in the address, such as ``staff_id=…`` of an account that is made."""
    if act := _CURRENT.get():
        act.things |= {name: str(value) for name, value in things.items()}


def came_from(client: str, secret: SecretStr | None) -> None:
    """It comes from this client: the same mark for the same place, until the services' secret is another one."""
    act = _CURRENT.get()
    if act and secret:
        key = secret.get_secret_value().encode()
        act.client = hmac.new(key, f"act of {client}".encode(), hashlib.sha256).hexdigest()[:12]


def tells() -> None:
    """The request is kept, though it changes nothing: what it tells is not for everybody."""
    if act := _CURRENT.get():
        act.is_telling = True


async def telling() -> None:
    """The same as a dependency of a route."""
    tells()
