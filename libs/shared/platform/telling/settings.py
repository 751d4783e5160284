"""How those who sent something in are told."""

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.shared.platform.running.addresses import MailServer, WebAddress


class TellingSettings(BaseSettings):
    """How whoever suggested or offered something hears of it. Nothing set means: by staff, from their list."""

    model_config = SettingsConfigDict(env_prefix="COMMONPURSE_", env_ignore_empty=True, frozen=True, extra="ignore")

    smtp_url: MailServer | None = Field(
        default=None,
        description="The mail server: smtp://USER:PASSWORD@HOST:PORT (STARTTLS where offered), or smtps:// for TLS.",
    )
    mail_from: str | None = Field(default=None, pattern=r"^[^@\s]+@[^@\s]+$", description="The sender of all mail.")
    public_url: WebAddress | None = Field(default=None, description="Where the pages are, for links in mail.")

    @model_validator(mode="after")
    def _a_server_needs_a_sender(self) -> "TellingSettings":
        if self.smtp_url and not self.mail_from:
            raise ValueError("COMMONPURSE_SMTP_URL needs COMMONPURSE_MAIL_FROM beside it")
        return self
