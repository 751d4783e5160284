"""News that waits to be told, as staff see it."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from libs.shared.platform.api.contact_bodies import ShownContact


class TellingBody(BaseModel):
    """News that somebody is to be told, in their language."""

    telling_id: UUID
    number: str
    language: str
    subject: str
    text: str
    contact: ShownContact
    made_at: datetime
