"""Any provider that can post the mails that it receives: as they came, or as a field of JSON or a form."""

import base64
import binascii
from collections.abc import AsyncIterator, Mapping
from email.message import Message
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, Field
from pydantic_core import from_json
from starlette.datastructures import UploadFile

from gateways.mail.desk import Desk, desk_of
from gateways.mail.letter.reading import MOST_READ

router = APIRouter(prefix="/mail", tags=["mails"])

LONGEST_BODY = 30_000_000
"""Bytes of a request: a mail with all that hangs on to it. Of that a million are read."""

_MOST_FIELDS, _LONGEST_NAME_OF_A_HEADER = 100, 200
_NO_MAIL = HTTPException(422, "The body must be a mail, or hold one in a field that is named for it.")
# As Mailgun ("body-mime"), SendGrid ("email"), Postmark ("RawEmail") and others name it.
FIELDS = ("mail", "raw", "email", "body-mime", "message", "RawEmail")
_ASK_AGAIN_S = {"too_many": 3600, "try_later": 300}
_secret = APIKeyHeader(
    name="X-Commonpurse-Secret",
    scheme_name="ProviderSecret",
    description="What the operator gave the provider: COMMONPURSE_MAIL_SECRET. Or as the password of Basic "
    "authentication, which providers take as https://provider:SECRET@HOST/mail/inbound.",
    auto_error=False,
)


class InboundMail(BaseModel):
    """A mail as it was received, with all its headers (RFC 5322). ``raw``, ``email``, ``body-mime``, ``message`` and
    ``RawEmail`` are other names for the field.
    """

    mail: str = Field(description="The whole mail, headers and all; in JSON perhaps as base64.")


class DealtWith(BaseModel):
    """What came of a mail: ``taken`` as an idea, ``passed_on`` to the office, ``ignored`` because a machine wrote it,
    or the name of what its sender was answered.
    """

    outcome: str


_BODIES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "message/rfc822": {"schema": {"type": "string", "minLength": 1}},
            **{
                kind: {"schema": {"$ref": "#/components/schemas/InboundMail"}}
                for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
            },
        },
    }
}


@router.post("/inbound", openapi_extra=_BODIES)
async def mail_from_provider(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    secret: Annotated[str | None, Depends(_secret)] = None,
) -> DealtWith:
    """What came of a mail. Its sender is answered by mail before this answers, unless a machine wrote it.

    The mail is the body itself (``message/rfc822``), or a field of JSON or of a form. 429 and 503 say that it was not
    taken yet: send it again later, it is taken once.
    """
    desk.admit(secret or _password(request))
    outcome = await desk.receive(await _mail_in(request))
    if not outcome.is_final:
        wait = {"Retry-After": str(_ASK_AGAIN_S[outcome.name])}
        status = 429 if outcome.name == "too_many" else 503
        raise HTTPException(status, "This mail was not taken yet. Please send it again later.", wait)
    return DealtWith(outcome=outcome.name)


def _password(request: Request) -> str | None:
    kind, _, said = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        return base64.b64decode(said, validate=True).decode().partition(":")[2] or None
    except (binascii.Error, UnicodeDecodeError):
        return None


async def _mail_in(request: Request) -> bytes:
    kind = _kind_of(request)
    if kind == "multipart/form-data":
        async with request.form(max_files=_MOST_FIELDS, max_fields=_MOST_FIELDS, max_part_size=LONGEST_BODY) as form:
            return await _named(dict(form))
    if kind == "application/json":
        return await _named(_object(await request.body()))
    if kind == "application/x-www-form-urlencoded":
        return await _named(_form(await request.body()))
    begun = await _beginning(request.stream())
    if not begun.strip():
        raise _NO_MAIL
    return begun


async def _named(given: Mapping[str, object]) -> bytes:
    """The mail in whichever field a provider puts it."""
    found = next((given[name] for name in FIELDS if given.get(name)), None)
    if isinstance(found, UploadFile):
        return await found.read(MOST_READ)
    if not isinstance(found, str) or not found.strip():
        raise _NO_MAIL
    return _plain(found)


def _plain(said: str) -> bytes:
    """The mail; one without a header in its beginning may be written as base64."""
    content = said.encode(errors="replace")
    if ":" in said[:_LONGEST_NAME_OF_A_HEADER]:
        return content
    try:
        return base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError):
        return content


def _object(content: bytes) -> Mapping[str, object]:
    try:
        given = from_json(content)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise _NO_MAIL
    return given


def _form(content: bytes) -> Mapping[str, object]:
    try:
        return dict(parse_qsl(content.decode("latin-1"), errors="replace", max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise _NO_MAIL from None


async def _beginning(stream: AsyncIterator[bytes]) -> bytes:
    content = bytearray()
    async for chunk in stream:
        content += chunk[: MOST_READ - len(content)]
    return bytes(content)


def _kind_of(request: Request) -> str:
    message = Message()
    message["Content-Type"] = request.headers.get("content-type", "message/rfc822")
    return message.get_content_type()
