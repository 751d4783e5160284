"""Secrets that lie in files, as containers and service managers hand them over: taken as if they had been set."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from pydantic_settings import BaseSettings

from commonpurse.secret_files import IN_FILES, SecretCannotBeRead, take_from_files
from gateways.mail.settings import MailSettings
from gateways.sms.settings import SmsSettings
from gateways.web.settings import WebSettings
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.telling.settings import TellingSettings
from services.reporting.settings import ReportingSettings
from services.residents.settings import ResidentsSettings
from tests.command.test_trouble_is_one_clear_line import said_by

EVERY_PART = (Settings, WebSettings, SmsSettings, MailSettings, TellingSettings, ResidentsSettings, ReportingSettings)


def secrets_of(part: type[BaseSettings]) -> set[str]:
    held = [name for name, field in part.model_fields.items() if "SecretStr" in repr(field.annotation)]
    return {f"{part.model_config['env_prefix']}{name.upper()}" for name in held}


def test_every_secret_may_lie_in_a_file() -> None:
    secrets = set[str]().union(*(secrets_of(part) for part in EVERY_PART))

    assert "SecretStr" in repr(SecretStr)
    assert len(secrets) > 8
    # Kafka's password has a setting of its own for its file, which is read at each connection.
    assert secrets - {"COMMONPURSE_KAFKA_PASSWORD"} <= {*IN_FILES}


def test_what_lies_in_a_file_is_as_good_as_set_and_its_file_is_named_no_more(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("ab" * 32 + "\n")
    environment = {"COMMONPURSE_SECRET_FILE": str(tmp_path / "secret"), "COMMONPURSE_WEB_KEY": "set", "HOME": "/"}

    take_from_files(environment)
    take_from_files(environment)

    assert environment == {"COMMONPURSE_SECRET": "ab" * 32, "COMMONPURSE_WEB_KEY": "set", "HOME": "/"}


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xfe\x00", "holds no text"),
        (b"a\0b", "it is longer than one may be, or no text"),
        (b"x" * 70_000, "it is longer than one may be, or no text"),
    ],
)
def test_a_file_that_holds_no_secret_is_named_and_never_quoted(tmp_path: Path, held: bytes | None, words: str) -> None:
    file = tmp_path / "key"
    if held is not None:
        file.write_bytes(held)

    with pytest.raises(SecretCannotBeRead) as refused:
        take_from_files({"COMMONPURSE_SMS_KEY_FILE": str(file)})

    said = str(refused.value)
    assert said.startswith(f"COMMONPURSE_SMS_KEY_FILE: {file} ")
    assert said.endswith(words)
    assert "xxx" not in said


def test_a_secret_that_is_set_in_both_ways_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SecretCannotBeRead, match="COMMONPURSE_SECRET and COMMONPURSE_SECRET_FILE are both set"):
        take_from_files({"COMMONPURSE_SECRET": "one", "COMMONPURSE_SECRET_FILE": "/run/another"})


@pytest.mark.parametrize("command", [("service", "voting", "api"), ("reconcile",)])
async def test_a_command_whose_secret_file_is_not_there_says_so_in_one_line(command: tuple[str, ...]) -> None:
    status, words = await said_by(*command, COMMONPURSE_PARTS_SECRET_FILE="/nowhere/parts-secret")

    assert status == 1
    file = "/nowhere/parts-secret cannot be read: No such file or directory"
    assert words == f"commonpurse: COMMONPURSE_PARTS_SECRET_FILE: {file}"


async def test_a_part_that_finds_its_secret_in_a_file_begins(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("0123456789abcdef")

    status, words = await said_by(
        *("service", "sms", "api", "--host", "203.0.113.1"), COMMONPURSE_SMS_SECRET_FILE=str(tmp_path / "secret")
    )

    assert status == 1
    assert "port 8000 on" in words  # the settings were read, and nothing is left but to answer
