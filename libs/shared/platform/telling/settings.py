"""How those who sent something in are told."""

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.shared.platform.running.addresses import MailServer, TextProvider, WebAddress


class TellingSettings(BaseSettings):
    """How whoever suggested or offered something hears of it. Nothing set means: by staff, from their list."""

    model_config = SettingsConfigDict(env_prefix="COMMONPURSE_", env_ignore_empty=True, frozen=True, extra="ignore")

    smtp_url: MailServer | None = Field(
        default=None,
        description="The mail server: smtp://USER:PASSWORD@HOST:PORT (STARTTLS where offered), or smtps:// for TLS.",
    )
    mail_from: str | None = Field(default=None, pattern=r"^[^@\s]+@[^@\s]+$", description="The sender of all mail.")
    public_url: WebAddress | None = Field(default=None, description="Where the pages are, for links in mail.")

    texts_url: TextProvider | None = Field(
        default=None,
        description="Who sends texts, in the way of Kannel's sendsms: https://USER:PASSWORD@HOST/cgi-bin/sendsms.",
    )
    texts_from: str | None = Field(
        default=None, pattern=r"^\+?[0-9A-Za-z]{3,15}$", description="The number that texts come from, to be answered."
    )
    texts_to: str | None = Field(
        default=None,
        pattern=r"^\+[0-9]{1,3}(,\+[0-9]{1,3})*$",
        description="Calling codes of the countries that texts go to, such as +49 or +49,+43; at home is the first.",
    )
    texts_a_day: int = Field(default=500, ge=1, description="So many texts to followers go out on one day at most.")

    @model_validator(mode="after")
    def _a_provider_needs_a_sender_and_countries(self) -> "TellingSettings":
        if self.texts_url and not (self.texts_from and self.texts_to):
            raise ValueError("COMMONPURSE_TEXTS_URL needs COMMONPURSE_TEXTS_FROM and COMMONPURSE_TEXTS_TO beside it")
        return self

    @property
    def countries_texted(self) -> tuple[str, ...]:
        """The calling codes of the countries that texts go to; none if no texts go out, for want of a link also."""
        return tuple((self.texts_to or "").split(",")) if self.texts_url and self.public_url else ()

    @model_validator(mode="after")
    def _a_server_needs_a_sender(self) -> "TellingSettings":
        if self.smtp_url and not self.mail_from:
            raise ValueError("COMMONPURSE_SMTP_URL needs COMMONPURSE_MAIL_FROM beside it")
        return self
