import os
import re
import subprocess
from pathlib import Path

import pytest

from gateways.mail.settings import MailSettings
from gateways.sms.settings import SmsSettings
from gateways.web.settings import WebSettings
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.telling.settings import TellingSettings
from services.reporting.settings import ReportingSettings
from services.residents.settings import PollKeySettings, ResidentsSettings

ROOT = Path(__file__).parents[2]


def made() -> dict[str, str]:
    lines = subprocess.run(
        ["sh", ROOT / "deploy" / "make_env.sh"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_a_made_environment_leaves_no_secret_empty_and_repeats_none() -> None:
    secrets = [value for name, value in made().items() if name.endswith(("PASSWORD", "SECRET", "_KEY"))]

    assert len(secrets) == len(set(secrets)) == 17
    assert all(re.fullmatch(r"[0-9a-f]{64}", secret) for secret in secrets)


def test_no_two_councils_get_the_same_secrets() -> None:
    first, second = made(), made()

    assert first["COMMONPURSE_SECRET"] != second["COMMONPURSE_SECRET"]


def test_what_the_example_says_already_stays() -> None:
    assert made()["COMMONPURSE_COUNCIL_NAME"] == "Commonpurse"


PARTS = (
    *(Settings, WebSettings, SmsSettings, MailSettings, TellingSettings),
    *(ResidentsSettings, PollKeySettings, ReportingSettings),
)


def commented() -> list[list[str]]:
    """What may be uncommented: each line alone, but those that the file says belong together."""
    blocks = (ROOT / ".env.example").read_text().split("\n\n")
    groups = []
    for block in blocks:
        lines = [line[2:] for line in block.splitlines() if re.match(r"# [A-Z_]+=", line)]
        groups += [lines] if "together" in block else [[line] for line in lines]
    return groups


@pytest.mark.parametrize("lines", commented(), ids=lambda lines: lines[0].partition("=")[0])
def test_a_commented_default_that_is_uncommented_is_understood_by_every_part(
    monkeypatch: pytest.MonkeyPatch, lines: list[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("COMMONPURSE_")]:
        monkeypatch.delenv(name)
    for name, value in (made() | dict(line.split("=", 1) for line in lines)).items():
        monkeypatch.setenv(name, value)

    for part in PARTS:
        part()


def test_a_line_that_is_left_empty_means_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = [line.partition("=")[0] for lines in commented() for line in lines]
    for name, value in (made() | dict.fromkeys(empty, "")).items():
        monkeypatch.setenv(name, value)

    for part in PARTS:
        part()

    assert WebSettings().languages == ["en", "de"]
    assert SmsSettings().language == "en"


@pytest.mark.parametrize("written", ["en,de", "en, de", '["en", "de"]', "['en','de']", "en de"])
def test_languages_may_be_written_in_several_ways(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("COMMONPURSE_LANGUAGES", written)

    assert WebSettings().languages == ["en", "de"]
