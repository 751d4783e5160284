"""Settings that every part shares, from the environment and from secret files."""

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from libs.shared.platform.running.addresses import DatabaseAddress, InstallationName, WebAddress
from libs.shared.platform.running.broker_settings import BrokerSettings
from libs.shared.platform.running.part_settings import PartSettings

ServiceName = Literal["ideas", "proposals", "deliberation", "voting", "residents", "reporting"]
PartName = Literal["ideas", "proposals", "deliberation", "voting", "residents", "reporting", "web", "sms", "mail"]


class Settings(BrokerSettings, PartSettings):
    """The environment's ``COMMONPURSE_…`` variables. Nothing set means: one machine, embedded database, HTTP feeds."""

    model_config = SettingsConfigDict(env_prefix="COMMONPURSE_", env_ignore_empty=True, frozen=True, extra="ignore")

    database_url: DatabaseAddress | None = Field(
        default=None,
        description="PostgreSQL's address. Without a database name each service uses its own, <prefix>_<service>.",
    )
    database_prefix: str | None = Field(
        default=None,
        pattern=r"^[a-z][a-z0-9_]{0,50}$",
        description="Databases are called <prefix>_<service>, and nothing else: the council's own, where several share "
        "a server. Without it: commonpurse_<service>, or what the address names.",
    )
    data_dir: Path = Field(default=Path("var"), description="Where the embedded database and its secrets are kept.")
    time_zone: str = Field(default="Europe/Berlin", description="The council's clock: for pages and calendars.")
    ideas_url: WebAddress = "http://ideas:8000"
    proposals_url: WebAddress = "http://proposals:8000"
    deliberation_url: WebAddress = "http://deliberation:8000"
    voting_url: WebAddress = "http://voting:8000"
    residents_url: WebAddress = "http://residents:8000"
    reporting_url: WebAddress = "http://reporting:8000"
    pool_size: int = Field(default=10, ge=1, description="Database connections of one service in one process.")
    drain_s: float = Field(
        default=1.5,
        ge=0,
        le=60,
        description="Seconds in which a part that is told to end says so, before it takes no more connections.",
    )
    inspection_token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="Whoever shows it reads metrics and the services' reference: for Prometheus. Without it: staff.",
    )
    reference_is_public: bool = Field(
        default=False, description="Whether everybody reads how the services' interfaces are described."
    )
    public_url: WebAddress | None = Field(
        default=None,
        description="Where residents find the pages, like https://vote.example.org; for QR codes and printed receipts.",
    )
    traces_to: WebAddress | None = Field(
        default=None,
        description="Where traces go by OTLP over HTTP, such as http://collector:4318/v1/traces. Without it: nowhere.",
    )
    installation: InstallationName | None = Field(
        default=None,
        description="What events say of whose they are, like https://vote.example.org or tag:town.example,2026:vote. "
        "Without it: the public address; without that, too, each journal has a random name of its own.",
    )
    is_https: bool = Field(
        default=False,
        description="Whether residents come by HTTPS; then cookies go only there. True where the public address is so.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"{value} is no time zone; write it like Europe/Berlin") from None
        return value

    @model_validator(mode="before")
    @classmethod
    def _a_public_address_tells_how_residents_come(cls, given: dict[str, Any]) -> dict[str, Any]:
        return {"is_https": str(given.get("public_url", "")).lower().startswith("https:"), **given}

    @property
    def carrier(self) -> Literal["kafka", "feeds"]:
        """What events travel by."""
        return "kafka" if self.kafka else "feeds"

    def source_of(self, service: ServiceName) -> str | None:
        """What the service's events say of whose they are; none if nobody has named the installation."""
        name = self.installation or self.public_url
        if name is None:
            return None
        return f"{name}/api/{service}" if "://" in name else f"{name}:{service}"

    def database_of(self, service: ServiceName) -> str:
        """The address of the service's own database.

        Raises:
            CannotStart: if a prefix was set, and the address names another database.
        """
        if self.database_url is None:
            raise DatabaseIsNotConfigured
        parts, own = urlsplit(self.database_url), f"{self.database_prefix or 'commonpurse'}_{service}"
        named = parts.path.strip("/") or own
        if named != own and self.database_prefix is not None:
            raise CannotStart(
                f"the database {named} is not {own}: another council's? Check COMMONPURSE_DATABASE_URL and "
                "COMMONPURSE_DATABASE_PREFIX"
            )
        return urlunsplit(parts._replace(path=f"/{named}"))

    def address_of(self, service: ServiceName) -> str:
        """The base URL of the service's HTTP API."""
        addresses: dict[ServiceName, str] = {
            "ideas": self.ideas_url,
            "proposals": self.proposals_url,
            "deliberation": self.deliberation_url,
            "voting": self.voting_url,
            "residents": self.residents_url,
            "reporting": self.reporting_url,
        }
        return addresses[service]


class CannotStart(Exception):
    """A part must not start as things are; the words say what the operator can do."""


class DatabaseIsNotConfigured(Exception):
    """No database address was given where one is needed."""

    def __init__(self) -> None:
        super().__init__("no database: set COMMONPURSE_DATABASE_URL, or use 'commonpurse up', which brings its own")
