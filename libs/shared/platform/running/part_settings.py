"""What the installation's own parts show each other: services a secret that they share, each gateway its own key."""

from typing import Any, Literal

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings

GatewayName = Literal["web", "sms", "mail"]

GATEWAY_HEADER = "X-Commonpurse-Gateway"
"""In which a part shows its key."""

KEYS_OF_PARTS = ("parts_secret", "web_key", "sms_key", "mail_key")
"""The settings that hold them."""


class PartSettings(BaseSettings):
    """Each may be several with commas between, the newest first: all are believed, and the first is shown."""

    parts_secret: SecretStr | None = Field(
        default=None, description="Shared by all services: by it they read whole feeds, and ask what nobody else may."
    )
    web_key: SecretStr | None = Field(
        default=None, description="The pages' own: beside it services believe who is behind a request, staff too."
    )
    sms_key: SecretStr | None = Field(
        default=None, description="The text gateway's own: beside it services believe which telephone is behind a vote."
    )
    mail_key: SecretStr | None = Field(
        default=None, description="The mail gateway's own: beside it services believe whose address is behind an idea."
    )
    gateway_secret: SecretStr | None = Field(
        default=None, description="Deprecated, until version 0.3: stands for each of the four that is not set."
    )

    @model_validator(mode="before")
    @classmethod
    def _one_may_still_stand_for_all(cls, given: dict[str, Any]) -> dict[str, Any]:
        one = given.get("gateway_secret")
        return dict.fromkeys(KEYS_OF_PARTS, one) | given if one else given

    @property
    def is_one_for_several(self) -> bool:
        """Whether parts share what should be each one's own, as before version 0.2."""
        known = [
            key for keys in (self.parts_secret, self.web_key, self.sms_key, self.mail_key) for key in each_of(keys)
        ]
        return len(set(known)) < len(known)

    def shown_by(self, gateway: GatewayName | None) -> str | None:
        """What the gateway shows to services, or a service to others; none if nothing is set."""
        return newest_of(self._of(gateway))

    def _of(self, gateway: GatewayName | None) -> SecretStr | None:
        keys = {"web": self.web_key, "sms": self.sms_key, "mail": self.mail_key, None: self.parts_secret}
        return keys[gateway]


def each_of(keys: SecretStr | None) -> list[str]:
    """The keys that are good now, the newest first."""
    return [one.strip() for one in keys.get_secret_value().split(",") if one.strip()] if keys else []


def newest_of(keys: SecretStr | None) -> str | None:
    """The key that is shown; none if there is none."""
    return next(iter(each_of(keys)), None)
