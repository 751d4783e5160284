"""What the operator is told when something is missing: one line, and a status that is not zero."""

import asyncio
import json
import os
import socket
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError
from pydantic_settings import BaseSettings

from commonpurse.trouble import in_words
from gateways.mail.settings import MailSettings
from gateways.sms.settings import SmsSettings
from gateways.web.settings import WebSettings
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.telling.settings import TellingSettings
from services.residents.settings import ResidentsSettings

EVERY_PART = (Settings, WebSettings, SmsSettings, MailSettings, TellingSettings, ResidentsSettings)


async def said_by(*arguments: str, **environment: str) -> tuple[int, str]:
    """The exit status and what the command printed to standard error."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "commonpurse",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **environment},
    )
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, _in_words(errors.decode().strip())


def _in_words(said: str) -> str:
    """A part that a machine starts says it as a line of its log."""
    if not said.endswith("}"):
        return said
    *before, told = [json.loads(line) for line in said.splitlines()]
    assert all(one["level"] in {"warning", "error"} for one in before)
    assert (told["event"], told["level"]) == ("cannot go on", "critical")
    assert {*told} >= {"timestamp", "part", "role"}
    return f"commonpurse: {told['words']}"


async def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        status, words = await said_by("up", "--port", str(port), "--data", str(tmp_path))

    assert status == 1
    reason = f"port {port} on 127.0.0.1 is in use or not allowed (Address already in use)"
    assert words == f"commonpurse: {reason}; choose one with --port"


async def test_a_missing_database_is_named() -> None:
    status, words = await said_by("service", "ideas", "api", COMMONPURSE_DATABASE_URL="")

    assert status == 1
    assert words.startswith("commonpurse: no database: set COMMONPURSE_DATABASE_URL")
    assert len(words.splitlines()) == 1


async def test_a_database_that_does_not_answer_is_named_and_waited_for_until_somebody_ends_it(unused_port: int) -> None:
    told = {"COMMONPURSE_DATABASE_URL": f"postgresql://nobody:nothing@127.0.0.1:{unused_port}/"}
    command = (sys.executable, "-m", "commonpurse", "service", "ideas", "worker")
    worker = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE, env={**os.environ, **told})
    assert worker.stderr

    line = json.loads(await asyncio.wait_for(worker.stderr.readline(), 60))
    worker.terminate()
    _, more = await asyncio.wait_for(worker.communicate(), 60)

    assert (line["event"], line["need"]) == ("waiting for what is needed", "PostgreSQL")
    assert line["words"].startswith("cannot reach what is needed:")
    assert (worker.returncode, more) == (0, b"")


NONSENSE = {
    "COMMONPURSE_DATABASE_URL": ["nonsense", "postgresql://", "postgresql://host:port/", "mysql://host/x", "host:5432"],
    "COMMONPURSE_KAFKA": ["nonsense", "kafka://host:9092", "host:", "host:9092,", "host:9092 other:9092"],
    "COMMONPURSE_KAFKA_CLIENT": ["nonsense", "no_such_option=1", "request_timeout_ms=soon", "sasl_mechanism=PLAIN"],
    "COMMONPURSE_KAFKA_SASL": ["NONE"],
    "COMMONPURSE_KAFKA_CA_FILE": ["/nowhere/authority.pem"],
    "COMMONPURSE_KAFKA_PASSWORD_FILE": ["/nowhere/password"],
    "COMMONPURSE_TOPIC_PREFIX": ["my town", "/", "ü"],
    "COMMONPURSE_DATABASE_PREFIX": ["my town", "1st", "../x", "Ü"],
    "COMMONPURSE_TOPIC_PARTITIONS": ["0", "many"],
    "COMMONPURSE_VOTING_URL": ["voting:8000", "ftp://voting", "http://", "http://voting:port"],
    "COMMONPURSE_TIME_ZONE": ["Berlin", "../etc/passwd"],
    "COMMONPURSE_POOL_SIZE": ["0", "1.5", "-1"],
    "COMMONPURSE_LOG_LEVEL": ["loud"],
    "COMMONPURSE_SMTP_URL": ["nonsense", "smtp://", "smtp://host:port", "http://host"],
    "COMMONPURSE_MAIL_FROM": ["nobody", "a b@c"],
    "COMMONPURSE_TEXTS_URL": ["nonsense", "https://host/cgi-bin/sendsms", "smtp://user:planted@host"],
    "COMMONPURSE_TEXTS_FROM": ["a b", "12"],
    "COMMONPURSE_TEXTS_TO": ["49", "+49;+43", "+"],
    "COMMONPURSE_TEXTS_A_DAY": ["0", "many"],
    "COMMONPURSE_PUBLIC_URL": ["nonsense", "//host"],
    "COMMONPURSE_LANGUAGES": ["xx", ","],
    "COMMONPURSE_BRAND_COLOUR": ["green", "#12"],
    "COMMONPURSE_IS_HTTPS": ["perhaps"],
    "COMMONPURSE_SMS_LANGUAGE": ["xx"],
    "COMMONPURSE_SMS_SECRET": ["short"],
    "COMMONPURSE_MAIL_LANGUAGE": ["xx"],
    "COMMONPURSE_MAIL_SECRET": ["short"],
    "COMMONPURSE_MAIL_BOX": ["nonsense", "imaps://host", "smtp://user@host", "imaps://user@host:port"],
    "COMMONPURSE_MAIL_ROUND": ["2027"],
    "COMMONPURSE_MAIL_KEEP_DAYS": ["0", "for ever"],
    "COMMONPURSE_SECRET": ["no hexadecimal digits", "ab"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in NONSENSE.items() for value in values])
def test_a_setting_that_cannot_be_read_is_named_in_one_line_and_never_quoted(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    for each in [each for each in os.environ if each.startswith("COMMONPURSE_")]:
        monkeypatch.delenv(each)
    monkeypatch.setenv("COMMONPURSE_SMS_SECRET", "s" * 32)
    monkeypatch.setenv("COMMONPURSE_SECRET", "ab" * 32)
    monkeypatch.setenv("COMMONPURSE_MAIL_FROM", "town@lowmarsh.example")
    monkeypatch.setenv(name, value)

    said = {words for part in EVERY_PART if (words := trouble_of(part)) is not None}

    assert said
    for words in said:
        assert words.startswith(f"{name}: "), words
        assert len(words.splitlines()) == 1
        assert "://host" not in words or "HOST" in words


HALVES = {
    "a user without a password": ({"KAFKA_USER": "town"}, "COMMONPURSE_KAFKA_USER needs COMMONPURSE_KAFKA_PASSWORD"),
    "a token's address without a user": (
        {"KAFKA_SASL": "OAUTHBEARER", "KAFKA_TOKEN_URL": "https://tokens.example"},
        "for OAUTHBEARER set COMMONPURSE_KAFKA_TOKEN_URL, COMMONPURSE_KAFKA_USER and its password",
    ),
}


@pytest.mark.parametrize(("told", "words"), HALVES.values(), ids=HALVES)
def test_half_of_what_belongs_together_is_named(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, str], words: str
) -> None:
    for name, value in told.items():
        monkeypatch.setenv(f"COMMONPURSE_{name}", value)

    said = trouble_of(Settings)

    assert said
    assert words in said
    assert len(said.splitlines()) == 1


def trouble_of(part: type[BaseSettings]) -> str | None:
    """What the operator is told of the part's settings; nothing if they can be read."""
    try:
        part()
    except ValidationError as error:
        return in_words(error)
    return None


@pytest.mark.parametrize(
    "verb",
    [
        ("service", "voting", "api"),
        ("service", "web", "api"),
        ("service", "sms", "api"),
        ("up", "--empty"),
        ("rebuild", "turnout"),
        ("doctor",),
    ],
    ids=" ".join,
)
async def test_every_verb_names_a_database_address_that_is_none(tmp_path: Path, verb: tuple[str, ...]) -> None:
    environment = {"COMMONPURSE_DATABASE_URL": "nonsense", "COMMONPURSE_DATA_DIR": str(tmp_path)}

    status, words = await said_by(*verb, **environment, COMMONPURSE_SMS_SECRET="s" * 32)

    assert status == 1, words
    assert words == (
        "commonpurse: COMMONPURSE_DATABASE_URL: it must be written like postgresql://USER:PASSWORD@HOST:5432/"
    )


async def test_a_broker_that_does_not_answer_is_named(tmp_path: Path, unused_port: int) -> None:
    broker = f"127.0.0.1:{unused_port}"

    status, words = await said_by("up", "--port", "0", "--data", str(tmp_path), "--kafka", broker)

    assert status == 1
    assert words.splitlines()[-1].startswith("commonpurse: Kafka does not answer:")


@pytest.mark.parametrize("command", ["demo", "tally"])
async def test_a_file_that_is_no_election_is_named_with_its_line(tmp_path: Path, command: str) -> None:
    file = tmp_path / "broken.pb"
    file.write_text("META\nkey;value\nbudget;nothing\n")

    status, words = await said_by(command, *(["--pb"] if command == "demo" else []), str(file))

    assert status in {1, 2}
    assert "broken.pb" in words
    assert "line" in words
    assert "Traceback" not in words


async def test_a_gateway_has_no_worker() -> None:
    status, words = await said_by("service", "web", "worker")

    assert status == 1
    assert words == "commonpurse: web has no worker, it only answers: use 'commonpurse service web api'"


@pytest.fixture
def unused_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
