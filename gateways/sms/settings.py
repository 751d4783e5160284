"""What the text message gateway needs to be told."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateways.sms.words.catalogue import languages
from libs.shared.kernel.languages import spoken_in


class SmsSettings(BaseSettings):
    """The environment's ``COMMONPURSE_SMS_…`` variables."""

    model_config = SettingsConfigDict(
        env_prefix="COMMONPURSE_SMS_", env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    secret: SecretStr = Field(min_length=16, description="What the provider sends along, so that nobody else can.")
    language: Annotated[str, AfterValidator(spoken_in(languages))] = Field(
        default="en", description="For texts that do not show their language by a keyword."
    )
    round: UUID | None = Field(
        default=None, description="The round that ideas by text are for if several ask for some."
    )
