"""Any provider that can send and take JSON."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header
from pydantic import BaseModel, ConfigDict, Field

from gateways.sms.desk import Desk, desk_of

router = APIRouter(prefix="/sms", tags=["text messages"])


class TextBody(BaseModel):
    """A text that somebody sent."""

    model_config = ConfigDict(hide_input_in_errors=True, populate_by_name=True)

    number: str = Field(alias="from", min_length=1, max_length=50, description="The sender's telephone number.")
    text: str | None = Field(default=None, max_length=10_000, description="Empty or missing: a picture, for example.")
    message_id: str | None = Field(
        default=None, max_length=200, description="The provider's own id. The same id gets the same reply."
    )


class ReplyBody(BaseModel):
    """What to send back to the number; an empty reply means: nothing. ``outcome`` says the same to a machine."""

    reply: str
    outcome: str


@router.post("/generic")
async def text_by_json(
    body: TextBody,
    desk: Annotated[Desk, Depends(desk_of)],
    secret: Annotated[str | None, Header(alias="X-Commonpurse-Secret")] = None,
) -> ReplyBody:
    """The reply to a text. A text with an invitation code and project numbers has been cast as a ballot by then.

    The answer is 200 with words for the sender even if the text was not understood; without the secret 401 or 403.
    """
    desk.admit(secret)
    reply = await desk.receive(body.number, body.text, body.message_id)
    return ReplyBody(reply=reply.text, outcome=reply.outcome)
