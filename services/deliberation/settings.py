"""What deliberation needs to be told."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class DeliberationSettings(BaseSettings):
    """The environment's ``COMMONPURSE_…`` variables that deliberation alone reads."""

    model_config = SettingsConfigDict(env_prefix="COMMONPURSE_", env_ignore_empty=True, frozen=True, extra="ignore")

    comments_are_shown: Literal["once-read", "at-once"] = Field(
        default="once-read",
        description="once-read: a comment is public when somebody of the office has read it. at-once: it is public"
        " as it is sent, and the office reads it afterwards.",
    )
