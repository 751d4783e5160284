"""What is asked of webhooks, and what they answer."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from libs.shared.kernel.reaching import mail_address_for_smtp
from libs.shared.platform.api.typed import Line, PlainSigns
from services.reporting.domain.webhooks.attempts import Off, Outcome
from services.reporting.domain.webhooks.subscription import Subscription, Wish
from services.reporting.use_cases.webhooks.subscribe import WithSecret


def _is_mail(address: str | None) -> str | None:
    if address and mail_address_for_smtp(address) is None:
        raise ValueError("This is no mail address.")
    return address or None


class NewSubscription(BaseModel):
    """What somebody wants to be told, and where."""

    name: Line = Field(description="What you call it.")
    url: Annotated[PlainSigns, Field(max_length=2000)] = Field(description="The address that events are posted to.")
    types: list[Annotated[PlainSigns, Field(max_length=100)]] = Field(
        default_factory=list, max_length=100, description="Types of events; none: all that you may read."
    )
    round_id: UUID | None = Field(default=None, description="Only what is about this round; none: about all.")
    contact: Annotated[PlainSigns, Field(max_length=254), AfterValidator(_is_mail)] | None = Field(
        default=None, description="A mail address that is told when the subscription is turned off."
    )
    language: Literal["en", "de"] = Field(default="en", description="The language of that mail.")

    def as_wish(self) -> Wish:
        """The wish, without types that were named twice."""
        types = [*dict.fromkeys(self.types)]
        return Wish(self.name, self.url, types, self.round_id, self.contact, self.language)


class SubscriptionBody(BaseModel):
    """A subscription as it stands. ``failing_since``: nobody was there since; it is tried again at ``next_at``."""

    subscription_id: UUID
    owner: str
    name: str
    url: str
    types: list[str]
    audience: Literal["public", "integrator"]
    round_id: UUID | None
    contact: str | None
    made_at: datetime
    off_at: datetime | None
    off_because: Off | None
    failing_since: datetime | None
    next_at: datetime | None


class SubscriptionWithSecret(SubscriptionBody):
    """A subscription with its secret, which is shown this once."""

    secret: str


class WantedSample(BaseModel):
    """Of which event a sample is to be sent."""

    type: Annotated[PlainSigns, Field(max_length=100)]


class AttemptBody(BaseModel):
    """What came of one attempt: the status if there was an answer, and the beginning of what it said."""

    outcome: Outcome
    status: int | None
    answer: str
    took_ms: int


class DeliveryBody(BaseModel):
    """One event for the subscription, and what its last attempt came to.

    ``body`` is what is sent. Words that were taken down since are in neither it nor ``answer``.
    """

    number: int
    event_id: UUID
    type: str
    state: Literal["waiting", "failing", "delivered"]
    attempts: int
    tried_at: datetime | None
    outcome: Outcome | None
    status: int | None
    answer: str | None
    took_ms: int | None
    body: str


def subscription_body(one: Subscription) -> SubscriptionBody:
    """The subscription as it is told."""
    return SubscriptionBody.model_validate(_told(one))


def with_secret(one: WithSecret) -> SubscriptionWithSecret:
    """The subscription and its secret."""
    return SubscriptionWithSecret.model_validate(_told(one.subscription) | {"secret": one.secret})


def _told(one: Subscription) -> dict[str, object]:
    return {
        "subscription_id": one.subscription_id,
        "owner": one.owner,
        "name": one.name,
        "url": one.url,
        "types": [*one.types],
        "audience": "integrator" if one.reads_all else "public",
        "round_id": one.round_id,
        "contact": one.contact,
        "made_at": one.made_at,
        "off_at": one.off_at,
        "off_because": one.off_because,
        "failing_since": one.failing.since,
        "next_at": one.failing.next_at,
    }
