"""Kannel, the free SMS gateway: the body of the answer is the reply.

    group = sms-service
    keyword = default
    get-url = "http://127.0.0.1:8000/sms/kannel?from=%p&text=%a&id=%I&charset=%C&coding=%c&secret=…"
    accept-x-kannel-headers = true
    omit-empty = true
    concatenation = true
    max-messages = 3

Source: Kannel 1.4.5 User's Guide, chapter 6, "Setting up a SMS service".
"""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.security import APIKeyQuery

from gateways.sms.adapters.content import bytes_of, content_type_of
from gateways.sms.desk import Desk, desk_of
from gateways.sms.encodings import decoded
from libs.shared.kernel import gsm
from libs.shared.platform.api.described import file_of

router = APIRouter(prefix="/sms", tags=["text messages"])

_UCS2 = {"X-Kannel-Coding": "2", "X-Kannel-Charset": "UTF-8"}
_LONGEST_BODY = 10_000

Number = Annotated[str, Query(alias="from", min_length=1, max_length=50, description="Kannel's %p.")]
Text = Annotated[str | None, Query(max_length=_LONGEST_BODY, description="Kannel's %a.")]
MessageId = Annotated[str | None, Query(alias="id", max_length=200, description="Kannel's %I.")]
Charset = Annotated[str | None, Query(max_length=50, description="Kannel's %C: how the text's bytes are to be read.")]
Coding = Annotated[str | None, Query(max_length=10, description="Kannel's %c: 2 is UCS-2.")]
Secret = Annotated[
    str | None,
    Depends(
        APIKeyQuery(
            name="secret",
            scheme_name="ProviderSecretInTheAddress",
            description="What the operator gave the provider, where it can send no header.",
            auto_error=False,
        )
    ),
]
TheDesk = Annotated[Desk, Depends(desk_of)]


@dataclass(frozen=True, slots=True)
class Given:
    """A text as Kannel hands it on: its bytes, and what Kannel says of them."""

    content: bytes | None = field(repr=False)
    charset: str | None
    coding: str | None

    @property
    def text(self) -> str | None:
        """What the bytes say; none if there are none."""
        return None if self.content is None else decoded(self.content, self.charset, self.coding)


async def _given(request: Request, text: Text = None, charset: Charset = None, coding: Coding = None) -> Given:
    return Given(bytes_of(request.url.query).get("text"), charset, coding)


GivenText = Annotated[Given, Depends(_given)]


_REPLY = file_of("text/plain", "The reply, to be sent to the number; empty: nothing.")
_TEXT_AS_BODY = {"requestBody": {"content": {"text/plain": {"schema": {"type": "string"}}}}}


@router.get("/kannel", response_class=Response, responses=_REPLY)
async def text_by_get(
    desk: TheDesk, number: Number, given: GivenText, message_id: MessageId = None, secret: Secret = None
) -> Response:
    """The reply to a text, for Kannel's ``get-url``."""
    desk.admit(secret)
    return _as_kannel_takes_it((await desk.receive(number, given.text, message_id)).text)


@router.post("/kannel", response_class=Response, responses=_REPLY, openapi_extra=_TEXT_AS_BODY)
async def text_by_post(
    request: Request,
    desk: TheDesk,
    number: Number,
    given: GivenText,
    message_id: MessageId = None,
    secret: Secret = None,
) -> Response:
    """The reply to a text, for Kannel's ``post-url``: the text is the body unless it stands in the address."""
    desk.admit(secret)
    if given.content is None:
        kind, charset = content_type_of(request)
        content = await _body_of(request) if kind == "text/plain" else None
        given = Given(content, charset or given.charset, given.coding)
    return _as_kannel_takes_it((await desk.receive(number, given.text, message_id)).text)


async def _body_of(request: Request) -> bytes:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk[: _LONGEST_BODY - len(content)]
    return bytes(content)


def _as_kannel_takes_it(reply: str) -> Response:
    # Left to itself, Kannel sends "?" for what the 7-bit alphabet lacks.
    headers = {} if gsm.is_gsm(reply) else _UCS2
    return Response(reply, 200, headers, media_type="text/plain; charset=utf-8")
