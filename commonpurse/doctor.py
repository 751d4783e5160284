"""``commonpurse doctor``: what is well and what is not, each with what to do about it."""

import platform
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import asyncpg
import httpx
import typer
from rich.console import Console
from rich.table import Table

from commonpurse.doctor_machine import clock_of, disks_of, set_aside
from commonpurse.embedded.account import account_for
from commonpurse.embedded.binaries import find_binaries
from commonpurse.embedded.errors import PostgresIsNotInstalled
from commonpurse.finding import Finding
from commonpurse.parts import SERVICE_NAMES
from commonpurse.trouble import run_plainly
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.streams.kafka import BrokerIsUnwell, BrokerRefuses, check_broker

_OLDEST_POSTGRES = 150000
_BACKUP_IS_FRESH = timedelta(hours=36)
_LEGAL_DIR = "COMMONPURSE_LEGAL_DIR"
_IS_TRIED_AGAIN = "it is started again and again by itself: if this lasts, its process's log says more"
_ADVICE = {
    "no sign of life": "start the worker's process again: 'commonpurse service NAME worker'",
    "TooManyDeadLetters": "call 'commonpurse dead-letters': it says why; mend that and replay them",
    "DiskFullError": "make room on the database's disk: it then goes on by itself",
    "ClockHasJumped": "see to the time service of the database's machine: polls go on by the time before the jump",
    "SourceWasPutBack": "call 'commonpurse reconcile': it shows what is lost, and lets it go on",
    "BrokerRefuses": "change that: then it goes on by itself",
    "TopicIsPartitionedOtherwise": "change that, and start the worker's process again",
    "BrokerIsUnwell": "check that Kafka runs: then it goes on by itself",
}


@run_plainly
async def doctor(
    url: Annotated[str, typer.Option(help="Where the platform answers.")] = "http://127.0.0.1:8000",
    data: Annotated[Path | None, typer.Option(help="The platform's folder on this machine.")] = None,
    *,
    many: Annotated[
        bool, typer.Option("--many", help="On many machines: ask each service where the environment says it answers.")
    ] = False,
) -> None:
    """Look at this machine, the database, the broker and the running services."""
    settings = Settings()
    addresses = {name: getattr(settings, f"{name}_url") if many else url for name in SERVICE_NAMES}
    findings = [finding async for finding in _examine(settings, addresses, data or settings.data_dir, many=many)]
    table = Table(show_header=False, box=None)
    for finding in findings:
        table.add_row(finding.standing, finding.what, finding.words)
    Console().print(table)
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(1)


async def _examine(
    settings: Settings, addresses: Mapping[ServiceName, str], data: Path, *, many: bool
) -> AsyncIterator[Finding]:
    yield Finding("Python", sys.version_info >= (3, 11), platform.python_version())
    if settings.database_url is not None or not many:  # else no part but the services knows it
        yield await _database(settings, data)
    yield _legal_pages()
    async with httpx.AsyncClient(timeout=5) as client:
        answers = {name: await _asked(client, address, name) for name, address in addresses.items()}
    told = {name: body for name, answer in answers.items() if (body := _body(answer))}
    yield await _carrier(settings, {name: body.get("carrier") for name, body in told.items()})
    yield clock_of(told)
    for finding in disks_of(data):
        yield finding
    if backups := [body["last_backup"] for body in told.values() if "last_backup" in body]:
        yield backup_of(backups, datetime.now(UTC))
    if told:
        yield set_aside(told)
    for name, answer in answers.items():
        for finding in _service(name, answer):
            yield finding


async def _database(settings: Settings, data: Path) -> Finding:
    if settings.database_url is None:
        return _embedded_programs(data)
    try:
        connection = await asyncpg.connect(settings.database_of("ideas"), timeout=5)
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        return Finding("PostgreSQL", False, f"{error}: check COMMONPURSE_DATABASE_URL and that the server runs")
    version = connection.get_server_version()
    await connection.close()
    number = version.major * 10000
    return Finding("PostgreSQL", number >= _OLDEST_POSTGRES, f"version {version.major}.{version.minor} (15 or later)")


def _embedded_programs(data: Path) -> Finding:
    try:
        found = find_binaries(account_for(data / "postgres"))
    except PostgresIsNotInstalled as error:
        return Finding("PostgreSQL", False, str(error))
    return Finding("PostgreSQL", True, f"our own, version {found.version}")


async def _carrier(settings: Settings, told: Mapping[str, str | None]) -> Finding:
    """What events travel by, as the running services say: this shell's settings need not be theirs."""
    by_kafka = [name for name, carrier in told.items() if carrier == "kafka"]
    by_feeds = [name for name, carrier in told.items() if carrier == "feeds"]
    if by_kafka and by_feeds:
        words = (
            f"used by {', '.join(by_kafka)}, but not by {', '.join(by_feeds)}: set COMMONPURSE_KAFKA for all or none"
        )
        return Finding("Kafka", False, words)
    if settings.kafka:
        return await _broker(settings)
    if by_kafka:
        words = (
            "used by the running services, whose standing is below; with COMMONPURSE_KAFKA it is asked from here, too"
        )
        return Finding("Kafka", True, words)
    return Finding("Kafka", True, "not used: events travel by the services' HTTP feeds")


async def _broker(settings: Settings) -> Finding:
    try:
        await check_broker(settings)
    except BrokerRefuses as error:
        return Finding("Kafka", False, str(error))
    except BrokerIsUnwell as error:
        return Finding("Kafka", False, f"{error}: check COMMONPURSE_KAFKA and that the broker runs")
    return Finding("Kafka", True, f"answers on {settings.kafka}")


def _legal_pages() -> Finding:
    """Whether imprint, privacy and accessibility say what they must. It is the council's task, and breaks nothing."""
    # Only here: the pages bring Babel along, which no other verb of the command needs.
    from gateways.web.legal.filled import gaps_of
    from gateways.web.settings import WebSettings

    gaps = gaps_of(WebSettings())
    if not gaps:
        return Finding("legal pages", True, "complete")
    missing = "; ".join(f"{gap.page}: set {gap.variable}" for gap in gaps)
    words = f"not complete: {missing}, or write texts of your own into {_LEGAL_DIR}"
    return Finding("legal pages", True, words, is_to_do=True)


def backup_of(told: Sequence[str | None], now: datetime) -> Finding:
    """How old the last backup is, by the service that has heard of the oldest."""
    if not all(told):
        return Finding("backup", True, "there is none: call 'commonpurse backup', best every night", is_to_do=True)
    age = now - min(datetime.fromisoformat(one) for one in told if one)
    hours = int(age / timedelta(hours=1))
    words = f"the last one was made {hours} hours ago" if hours else "the last one was made within the hour"
    if age <= _BACKUP_IS_FRESH:
        return Finding("backup", True, words)
    return Finding("backup", True, f"{words}: call 'commonpurse backup', best every night", is_to_do=True)


async def _asked(client: httpx.AsyncClient, address: str, name: str) -> httpx.Response | None:
    try:
        return await client.get(f"{address}/api/{name}/health/ready")
    except httpx.TransportError:
        return None


def _body(answer: httpx.Response | None) -> dict[str, Any]:
    if answer is None or "json" not in answer.headers.get("content-type", ""):
        return {}
    body: dict[str, Any] = answer.json()
    return body


def _service(name: str, answer: httpx.Response | None) -> list[Finding]:
    if answer is None:
        return [Finding(name, False, "does not answer: is 'commonpurse up' running?")]
    if not _body(answer):
        return [Finding(name, False, f"answers with status {answer.status_code}")]
    down = [one for one in _body(answer).get("standings", []) if not one["is_at_work"]]
    if not down:
        return [Finding(name, answer.is_success, "ready" if answer.is_success else f"status {answer.status_code}")]
    return [_down(name, one) for one in down]


def _down(service: str, standing: dict[str, str]) -> Finding:
    what, since = standing["worker"], standing["since"][:19].replace("T", " ")
    name = f"{service}'s database" if what == "database" else what
    why = standing.get("words") or standing["failure"]
    words = f"down since {since} UTC ({why}); {_ADVICE.get(standing['failure'], _IS_TRIED_AGAIN)}"
    return Finding(name, False, words)
