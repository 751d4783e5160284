"""What residents needs to be told."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.shared.platform.running.addresses import WebAddress

_ENOUGH_BYTES = 32


def _is_enough(secret: SecretStr) -> SecretStr:
    try:
        length = len(bytes.fromhex(secret.get_secret_value()))
    except ValueError:
        raise ValueError("it must be hexadecimal digits") from None
    if length < _ENOUGH_BYTES:
        raise ValueError(f"it must have at least {_ENOUGH_BYTES} bytes, which are {2 * _ENOUGH_BYTES} digits")
    return secret


class ResidentsSettings(BaseSettings):
    """The environment's ``COMMONPURSE_…`` variables that residents alone reads."""

    model_config = SettingsConfigDict(
        env_prefix="COMMONPURSE_", env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    secret: Annotated[SecretStr, AfterValidator(_is_enough)] = Field(
        description="At least 32 random bytes in hexadecimal. Every key and pepper is derived from it."
    )
    secret_is_new: bool = Field(
        default=False, description="Take another secret than the database was made with: all invitation codes end."
    )
    sign_in: Literal["strict", "simple"] = Field(
        default="strict",
        description="strict: officers and administrators need a second factor, and all choose a password of their own"
        " first. simple is for samples and demonstrations.",
    )
    public_url: WebAddress | None = Field(
        default=None, description="Where the pages are: passkeys are for that address alone. Without it there are none."
    )
    admin_name: str | None = Field(
        default=None, description="What the first administrator signs in as; none of the names that everybody tries."
    )
    admin_password: SecretStr | None = Field(
        default=None, description="The password of the first administrator, made while there is no staff."
    )


class PollKeySettings(BaseSettings):
    """Where the halves of the polls' keys are kept that must never be in PostgreSQL."""

    model_config = SettingsConfigDict(env_prefix="COMMONPURSE_", env_ignore_empty=True, frozen=True, extra="ignore")

    data_dir: Path = Path("var")
    poll_key_folder: Path | None = Field(
        default=None,
        description="A folder that all processes of residents share and no backup of the database holds."
        " Without it: poll-keys in the data folder.",
    )

    @property
    def folder(self) -> Path:
        """The folder to use."""
        return self.poll_key_folder or self.data_dir / "poll-keys"
