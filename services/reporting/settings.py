"""What reporting needs to be told."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_BYTES = 32


def _is_a_key(secret: SecretStr) -> SecretStr:
    try:
        is_enough = len(bytes.fromhex(secret.get_secret_value())) == _BYTES
    except ValueError:
        is_enough = False
    if not is_enough:
        raise ValueError(f"it must be {_BYTES} random bytes, which are {2 * _BYTES} hexadecimal digits")
    return secret


def _are_networks(given: str) -> str:
    try:
        _networks_in(given)
    except ValueError:
        raise ValueError("it must be networks like 10.1.0.0/16, several with commas between them") from None
    return given


def _is_an_address(given: str) -> str:
    parts = urlsplit(given)
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or set(given) & set(' <>"\\^`{|}')
        or not given.isascii()
    ):
        raise ValueError("it must be the address of a licence, like https://creativecommons.org/licenses/by/4.0/")
    return given


class ReportingSettings(BaseSettings):
    """The environment's ``COMMONPURSE_…`` variables that reporting reads and the services beside it do not."""

    model_config = SettingsConfigDict(
        env_prefix="COMMONPURSE_", env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    webhooks_secret: Annotated[SecretStr, AfterValidator(_is_a_key)] | None = Field(
        default=None,
        description="32 random bytes in hexadecimal: what subscribers' secrets are encrypted with. Without it: no"
        " webhooks.",
    )
    webhooks_into: Annotated[str, NoDecode, AfterValidator(_are_networks)] = Field(
        default="",
        description="Networks of the council's own that webhooks may go into, at any port, like 10.1.0.0/16. Without"
        " it: none that is not public.",
    )
    webhooks_by_http: bool = Field(default=False, description="Whether webhooks may go out unencrypted, too.")
    webhooks_ca_file: Path | None = Field(
        default=None, description="PEM: an authority to believe beside the public ones, such as the council's own."
    )

    council_name: str = Field(default="Commonpurse", min_length=1, description="Who publishes the open data.")
    open_data_licence: Annotated[str, AfterValidator(_is_an_address)] = Field(
        default="https://creativecommons.org/licenses/by/4.0/",
        description="The address of the licence of the open data. Without it: CC BY 4.0.",
    )

    @property
    def key(self) -> bytes | None:
        """What secrets are encrypted with."""
        return bytes.fromhex(self.webhooks_secret.get_secret_value()) if self.webhooks_secret else None

    @property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks that are not public, and allowed."""
        return _networks_in(self.webhooks_into)


def _networks_in(given: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(each.strip()) for each in given.split(",") if each.strip())
