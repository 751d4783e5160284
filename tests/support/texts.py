"""Providers of text messages for tests: a real one over HTTP in Kannel's way, and one that only remembers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from libs.shared.kernel.text_message import TextMessage, TextWasNotTaken
from tests.support.serving import served

NOT_LET_IN, REFUSED, AWAY = "not let in", "refused", "away"


class Texts(Protocol):
    """A provider as a test moves it: what it was handed, and what it does with the next text."""

    taken: list[TextMessage]
    trouble: str


@dataclass
class RememberedTexts:
    """A provider that sends nothing."""

    taken: list[TextMessage] = field(default_factory=list)
    trouble: str = ""

    async def send(self, message: TextMessage) -> None:
        """Remember the text, or refuse it as a real provider would."""
        if self.trouble:
            raise TextWasNotTaken(self.trouble, is_final=self.trouble == REFUSED)
        self.taken.append(message)


@dataclass
class Kannelish:
    """The far end of a provider's HTTP interface."""

    taken: list[TextMessage] = field(default_factory=list)
    trouble: str = ""
    addresses: list[str] = field(default_factory=list)

    async def receive(self, request: Request) -> Response:
        """What Kannel answers."""
        told = {name: request.headers.get(f"x-kannel-{name}", "") for name in ("username", "password", "from", "to")}
        self.addresses.append(str(request.url))
        if self.trouble == NOT_LET_IN or (told["username"], told["password"]) != ("town", "a secret"):
            return PlainTextResponse("Authorization failed for sendsms", 403)
        if self.trouble:
            return PlainTextResponse(self.trouble, 400 if self.trouble == REFUSED else 503)
        text = (await request.body()).decode(request.headers["x-kannel-charset"])
        self.taken.append(TextMessage(told["to"], text))
        return PlainTextResponse("0: Accepted for delivery", 202)


@asynccontextmanager
async def over_http() -> AsyncIterator[tuple[Kannelish, str]]:
    """A provider behind HTTP, and the address by which it is set."""
    far = Kannelish()
    app = Starlette(routes=[Route("/cgi-bin/sendsms", far.receive, methods=["POST"])])
    async with served(app) as address:
        yield far, f"http://town:a%20secret@{address.removeprefix('http://')}/cgi-bin/sendsms"
