"""What webhooks need at hand: the key of secrets, the rules of where they go, whom to believe."""

import ssl
from dataclasses import dataclass

from libs.shared.kernel.clock import Clock
from libs.shared.platform.facts.doorbell import Doorbell
from libs.shared.platform.storage.database import Database
from services.reporting.clients.webhooks.poster import Poster, trusted
from services.reporting.clients.webhooks.standing import ScopesOf
from services.reporting.domain.webhooks.addresses import Rules
from services.reporting.domain.webhooks.errors import WebhooksAreNotSetUp
from services.reporting.settings import ReportingSettings


@dataclass(frozen=True, slots=True)
class WebhookOffice:
    """One process's webhooks."""

    database: Database
    clock: Clock
    bell: Doorbell
    rules: Rules
    trust: ssl.SSLContext
    given_key: bytes | None
    scopes_of: ScopesOf

    @property
    def key(self) -> bytes:
        """What secrets are encrypted with.

        Raises:
            WebhooksAreNotSetUp: if nobody has set one.
        """
        if self.given_key is None:
            raise WebhooksAreNotSetUp
        return self.given_key

    def poster(self) -> Poster:
        """A way to one subscriber, to be closed."""
        return Poster(self.rules, self.trust)


def opened(
    database: Database, clock: Clock, bell: Doorbell, settings: ReportingSettings, scopes_of: ScopesOf
) -> WebhookOffice:
    """The office as the settings want it."""
    rules = Rules(settings.networks, settings.webhooks_by_http)
    return WebhookOffice(database, clock, bell, rules, trusted(settings.webhooks_ca_file), settings.key, scopes_of)
