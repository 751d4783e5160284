"""What the mail gateway needs to be told. Nothing set means: no mail is taken."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateways.mail.words.catalogue import languages
from libs.shared.kernel.languages import spoken_in
from libs.shared.platform.running.addresses import MailBox


class MailSettings(BaseSettings):
    """The environment's ``COMMONPURSE_MAIL_…`` variables."""

    model_config = SettingsConfigDict(
        env_prefix="COMMONPURSE_MAIL_", env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    secret: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="What a provider who posts mails sends along; addresses are known by hashes made with it.",
    )
    box: MailBox | None = Field(
        default=None,
        repr=False,
        description="A mailbox to empty: imaps://USER:PASSWORD@HOST:993/FOLDER, or imap:// where STARTTLS is offered.",
    )
    look_every_s: float = Field(default=20, ge=1, le=3600, description="How often the mailbox is looked into.")
    keep_days: int = Field(
        default=30, ge=1, le=3650, description="How long mails that were dealt with are kept in the mailbox, in days."
    )
    office: str | None = Field(
        default=None, pattern=r"^[^@\s]+@[^@\s]+$", description="Who gets mails about ideas that are there already."
    )
    round: UUID | None = Field(
        default=None, description="The round that a mail is for if several ask for ideas and it names none."
    )
    language: Annotated[str, AfterValidator(spoken_in(languages))] = Field(
        default="en", description="For mails that do not show their language."
    )

    @model_validator(mode="after")
    def _a_mailbox_needs_a_secret(self) -> "MailSettings":
        if self.box and not self.secret:
            raise ValueError("COMMONPURSE_MAIL_BOX needs COMMONPURSE_MAIL_SECRET beside it")
        return self
