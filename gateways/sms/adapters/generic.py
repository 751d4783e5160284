"""Any provider that can post JSON or a form, and take JSON."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from gateways.sms.adapters.content import content_type_of, fields_of
from gateways.sms.desk import Desk, desk_of
from gateways.sms.encodings import decoded

router = APIRouter(prefix="/sms", tags=["text messages"])

_MOST_FIELDS = 100
_secret = APIKeyHeader(
    name="X-Commonpurse-Secret",
    scheme_name="ProviderSecret",
    description="What the operator gave the provider: COMMONPURSE_SMS_SECRET.",
    auto_error=False,
)
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class TextBody(BaseModel):
    """A text that somebody sent."""

    # Numbers and ids come as numbers, too.
    model_config = ConfigDict(hide_input_in_errors=True, populate_by_name=True, coerce_numbers_to_str=True)

    number: str = Field(alias="from", min_length=1, max_length=50, description="The sender's telephone number.")
    text: str | None = Field(default=None, max_length=10_000, description="Empty or missing: a picture, for example.")
    message_id: str | None = Field(
        default=None, max_length=200, description="The provider's own id. The same id gets the same reply."
    )


class ReplyBody(BaseModel):
    """What to send back to the number; an empty reply means: nothing. ``outcome`` says the same to a machine."""

    reply: str
    outcome: str


_BODIES = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"$ref": "#/components/schemas/TextBody"}} for kind in ("application/json", *_FORMS)
        },
    }
}


async def _body_of(request: Request) -> TextBody:
    """The text, from JSON or from a form as most providers post it."""
    kind, charset = content_type_of(request)
    if kind == "multipart/form-data":
        form = await request.form(max_files=0, max_fields=_MOST_FIELDS)
        return _checked({name: value for name, value in form.multi_items() if isinstance(value, str)})
    try:
        content = await request.body()
        given = fields_of(content, charset) if kind in _FORMS else from_json(decoded(content, charset).lstrip("\ufeff"))
    except ValueError:
        raise HTTPException(422, "The body must be JSON, or a form.") from None
    return _checked(given)


def _checked(given: object) -> TextBody:
    try:
        return TextBody.model_validate(given)
    except ValidationError as wrong:
        errors = wrong.errors(include_input=False, include_url=False, include_context=False)
        raise RequestValidationError([{**error, "loc": ("body", *error["loc"])} for error in errors]) from None


@router.post("/generic", openapi_extra=_BODIES)
async def text_by_json_or_form(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    secret: Annotated[str | None, Depends(_secret)] = None,
) -> ReplyBody:
    """The reply to a text. A text with an invitation code and project numbers has been cast as a ballot by then.

    The text comes as JSON or as a form, urlencoded or multipart. The answer is 200 with words for the sender even if
    the text was not understood; without the secret 401 or 403.
    """
    desk.admit(secret)
    body = await _body_of(request)
    reply = await desk.receive(body.number, body.text, body.message_id)
    return ReplyBody(reply=reply.text, outcome=reply.outcome)
