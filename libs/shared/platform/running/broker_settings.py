"""How Kafka is reached: by which address, whom to believe, and who we are there."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, FilePath, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from libs.shared.platform.running.addresses import BrokerAddresses, WebAddress

# What every client of the broker takes, and no setting of ours says already.
_OPTIONS = ("client_id", "request_timeout_ms", "connections_max_idle_ms", "retry_backoff_ms", "metadata_max_age_ms")

Mechanism = Literal["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN", "OAUTHBEARER"]


class BrokerSettings(BaseSettings):
    """Everything that the environment says of Kafka. Without an address events travel by the HTTP feeds."""

    kafka: BrokerAddresses | None = Field(
        default=None, description="HOST:PORT of a Kafka broker. Without it: the HTTP feeds."
    )
    kafka_tls: bool = Field(default=False, description="Whether the broker is reached by TLS.")
    kafka_ca_file: FilePath | None = Field(
        default=None, description="PEM: the authority that the broker's certificate is from. Without it: the system's."
    )
    kafka_client_file: FilePath | None = Field(
        default=None, description="PEM: a certificate of our own and its key, where the broker asks for one."
    )
    kafka_user: str | None = Field(default=None, description="Who we are for the broker (SASL).")
    kafka_password: SecretStr | None = Field(default=None, description="The user's password.")
    kafka_password_file: FilePath | None = Field(default=None, description="A file that holds it, in its place.")
    kafka_sasl: Mechanism = Field(default="SCRAM-SHA-512", description="How the user shows who it is.")
    kafka_token_url: WebAddress | None = Field(
        default=None, description="OAUTHBEARER: where the user's tokens are given out (client credentials)."
    )
    kafka_token_scope: str | None = Field(default=None, description="The scope that is asked for there.")
    kafka_token_file: Path | None = Field(
        default=None, description="OAUTHBEARER: a file that always holds a token, in place of asking for one."
    )
    kafka_client: str = Field(
        default="", description="More options of aiokafka's clients, like request_timeout_ms=30000,client_id=town."
    )
    topic_prefix: str = Field(
        default="commonpurse",
        pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$",
        description="Topics are called <prefix>.<service>.",
    )
    topic_partitions: int = Field(default=6, ge=1, description="Partitions of a topic that the relay creates.")
    topic_replication: int = Field(default=1, ge=1, description="Replicas of a topic that the relay creates.")

    @field_validator("kafka_client")
    @classmethod
    def _has_known_options(cls, value: str) -> str:
        for name, _, given in (each.partition("=") for each in value.split(",") if each.strip()):
            if name.strip() not in _OPTIONS or not given.strip():
                known = ", ".join(_OPTIONS)
                raise ValueError(f"it must be written like request_timeout_ms=30000,client_id=town; there are {known}")
            if name.strip().endswith("_ms") and not given.strip().isdecimal():
                raise ValueError(f"{name.strip()} is a number of milliseconds")
        return value

    @model_validator(mode="after")
    def _can_show_who_it_is(self) -> Self:
        has_a_password = bool(self.kafka_user and self.kafka_secret)
        if self.kafka_sasl == "OAUTHBEARER" and not self.kafka_token_file:
            if bool(self.kafka_token_url) != has_a_password:
                by_asking = "COMMONPURSE_KAFKA_TOKEN_URL, COMMONPURSE_KAFKA_USER and its password"
                raise ValueError(f"for OAUTHBEARER set {by_asking}; or COMMONPURSE_KAFKA_TOKEN_FILE")
        elif self.kafka_sasl != "OAUTHBEARER" and self.kafka_user and not has_a_password:
            raise ValueError(
                "COMMONPURSE_KAFKA_USER needs COMMONPURSE_KAFKA_PASSWORD, or COMMONPURSE_KAFKA_PASSWORD_FILE"
            )
        return self

    @property
    def kafka_secret(self) -> str:
        """The user's password, wherever it is kept; empty if there is none."""
        if self.kafka_password_file:
            return self.kafka_password_file.read_text().strip()
        return self.kafka_password.get_secret_value() if self.kafka_password else ""

    @property
    def kafka_options(self) -> dict[str, str | int]:
        """What is passed through to the broker's clients."""
        pairs = (each.partition("=") for each in self.kafka_client.split(",") if each.strip())
        given = {name.strip(): value.strip() for name, _, value in pairs}
        return {name: int(value) if name.endswith("_ms") else value for name, value in given.items()}
