"""What a council sets for its pages: its name, logo, colour and languages."""

import re
import secrets
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from gateways.web.look.palette import derive
from gateways.web.words.catalogue import languages
from libs.shared.platform.running.settings import Settings

PICTURES = (".svg", ".png", ".webp")
LEGAL_PAGES = ("imprint", "privacy", "accessibility", "help")


class WebSettings(Settings):
    """The web gateway's ``COMMONPURSE_…`` variables. Nothing set means: a town that has not said its name yet."""

    council_name: str = Field(default="Commonpurse", min_length=1, description="Stands in the header of every page.")
    council_logo: Path | None = Field(default=None, description="An SVG, PNG or WebP file. Without it: the purse.")
    council_contact: str = Field(default="", description="Where residents can ask: a line for every page's footer.")
    council_address: str = Field(default="", description="The postal address, for the imprint.")
    council_mail: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+)?$", description="For the imprint.")
    council_phone: str = Field(default="", description="The telephone number, for the imprint.")
    council_represented_by: str = Field(default="", description="For the imprint: Mayor Ada Example.")
    data_protection_officer: str = Field(default="", description="How to reach the data protection officer.")
    data_protection_authority: str = Field(default="", description="Where people can complain about data protection.")
    accessibility_authority: str = Field(default="", description="Who decides when barriers are not removed.")
    security_contact: str = Field(
        default="",
        pattern=r"^((https|mailto|tel):.+)?$",
        description="For security.txt: a mailto:, https: or tel: address. Without it: the council's mail address.",
    )
    legal_dir: Path | None = Field(
        default=None, description="A folder with texts of the council's own, such as imprint.en.txt and privacy.de.txt."
    )
    brand_colour: str = Field(default="#1d5c4a", description="Like #1d5c4a. All other colours are derived from it.")
    languages: Annotated[list[str], NoDecode] = Field(
        default_factory=languages, description="Such as en,de. In this order in the switch; the first is the default."
    )
    cookie_secret: SecretStr = Field(
        default_factory=lambda: SecretStr(secrets.token_hex(32)),
        description="Encrypts the voter's way through the pages; the same for every replica.",
    )

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

    @field_validator("legal_dir")
    @classmethod
    def _is_a_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"{value} is no folder")
        return value

    @field_validator("languages", mode="before")
    @classmethod
    def _are_listed(cls, value: object) -> object:
        # Also as it is written in JSON, ["en", "de"], which older examples showed.
        return re.findall(r"[\w-]+", value) if isinstance(value, str) else value

    @field_validator("languages")
    @classmethod
    def _are_translated(cls, value: list[str]) -> list[str]:
        missing = [language for language in value if language not in languages()]
        if missing or not value:
            known = ", ".join(languages())
            raise ValueError(f"there are no texts in {', '.join(missing) or 'no language'}; there are: {known}")
        return value
