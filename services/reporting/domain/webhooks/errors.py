"""The rules of webhooks that can be broken."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from libs.shared.kernel.errors import DomainError

AddressReason = Literal["not-encrypted", "not-plain", "another-port", "not-public", "unknown-host"]
_WHY_NOT: Mapping[AddressReason, str] = {
    "not-encrypted": "The address must begin with https://, so that nobody reads along.",
    "not-plain": "The address must be written like https://HOST/PATH, without a name or password in it.",
    "another-port": "The address must be at port 443 or 8443, or at 80 or 8080 where it begins with http://.",
    "not-public": "Webhooks do not go to {host}: it is not on the public internet, or its port is none of the web's.",
    "unknown-host": "Nobody knows a host {host}. Look for a slip in the address.",
}


class WebhooksAreNotSetUp(DomainError):
    """The installation has no key to keep secrets with."""

    code = "webhooks-are-not-set-up"

    def __init__(self) -> None:
        super().__init__(
            "This installation sends no webhooks yet, and nothing was changed. Whoever runs the server can set"
            " COMMONPURSE_WEBHOOKS_SECRET. The feeds tell the same events."
        )


class NoSuchSubscription(DomainError):
    """There is no such subscription, or it is somebody else's."""

    code = "no-such-subscription"

    def __init__(self, subscription_id: UUID) -> None:
        super().__init__("There is no such subscription among yours. Look at the list of them.")
        self.subscription_id = subscription_id


class NoSuchDelivery(DomainError):
    """The subscription has no delivery of that number, or no more."""

    code = "no-such-delivery"

    def __init__(self, number: int) -> None:
        super().__init__("There is no such delivery. They are listed for two weeks; the feed tells all events.")
        self.number = number


class AddressIsNotTaken(DomainError):
    """Webhooks do not go to that address."""

    code = "address-is-not-taken"

    def __init__(self, reason: AddressReason, host: str = "") -> None:
        super().__init__(_WHY_NOT[reason].format(host=host))
        self.reason = reason


class EventIsNotForYou(DomainError):
    """The type is none, or none that this subscriber may read."""

    code = "event-is-not-for-you"

    def __init__(self, types: list[str]) -> None:
        super().__init__(
            f"You cannot subscribe to {', '.join(types)}: no such event, or not one that you may read. Nothing was"
            " changed. docs/events lists all events with their audience."
        )
        self.types = types


class TooManySubscriptions(DomainError):
    """So many that each more would slow the others."""

    code = "too-many-subscriptions"

    def __init__(self, at_most: int) -> None:
        super().__init__(f"There are {at_most} subscriptions already, which is the most. Delete one that is not used.")
        self.at_most = at_most


class SecretIsLost(DomainError):
    """The key is another one than the secret was encrypted with."""

    code = "secret-is-lost"

    def __init__(self) -> None:
        super().__init__(
            "The secret of this subscription can be read no more: the installation has another key since. Take a new"
            " secret, put it in place, and turn the subscription on. What waits is kept."
        )
