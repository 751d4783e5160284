"""What a council sets for its pages: its name, logo, colour and languages."""

import secrets
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from gateways.web.look.palette import derive
from gateways.web.words.catalogue import languages
from libs.shared.platform.running.settings import Settings

PICTURES = (".svg", ".png", ".webp")


def _without_slash(address: str) -> str:
    return address.rstrip("/")


class WebSettings(Settings):
    """The web gateway's ``COMMONPURSE_…`` variables. Nothing set means: a town that has not said its name yet."""

    council_name: str = Field(default="Commonpurse", min_length=1, description="Stands in the header of every page.")
    council_logo: Path | None = Field(default=None, description="An SVG, PNG or WebP file. Without it: the purse.")
    council_contact: str = Field(default="", description="Where residents can ask: a line for every page's footer.")
    brand_colour: str = Field(default="#1d5c4a", description="Like #1d5c4a. All other colours are derived from it.")
    languages: Annotated[list[str], NoDecode] = Field(
        default_factory=languages, description="Such as en,de. In this order in the switch; the first is the default."
    )
    cookie_secret: SecretStr = Field(
        default_factory=lambda: SecretStr(secrets.token_hex(32)),
        description="Encrypts the voter's way through the pages; the same for every replica.",
    )
    public_url: Annotated[str, Field(pattern=r"^https?://\S+$"), AfterValidator(_without_slash)] | None = Field(
        default=None,
        description="Where residents find the pages, like https://vote.example.org; for QR codes and printed receipts.",
    )
    is_https: bool = Field(default=False, description="Whether residents come by HTTPS; then cookies go only there.")

    @field_validator("brand_colour")
    @classmethod
    def _can_be_read(cls, value: str) -> str:
        derive(value)
        return value

    @field_validator("council_logo")
    @classmethod
    def _is_a_picture(cls, value: Path | None) -> Path | None:
        if value is not None and not (value.suffix in PICTURES and value.is_file()):
            raise ValueError(f"{value} is no readable {', '.join(PICTURES)} file")
        return value

    @field_validator("languages", mode="before")
    @classmethod
    def _are_listed(cls, value: object) -> object:
        return [part.strip() for part in value.split(",")] if isinstance(value, str) else value

    @field_validator("languages")
    @classmethod
    def _are_translated(cls, value: list[str]) -> list[str]:
        missing = [language for language in value if language not in languages()]
        if missing or not value:
            known = ", ".join(languages())
            raise ValueError(f"there are no texts in {', '.join(missing) or 'no language'}; there are: {known}")
        return value
