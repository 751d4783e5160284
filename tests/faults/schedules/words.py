"""What a platform says of itself when something was found that must not be: by these words its cause is looked for."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import httpx
from aiokafka.admin import AIOKafkaAdminClient

from commonpurse.embedded.leftovers import processes_on
from commonpurse.parts import SERVICE_NAMES
from tests.faults.making.platform import Platform

_PATIENCE_S = 10.0
_LAST_LINES = 25
_SESSIONS = """
    select pid, datname, state, wait_event_type, wait_event, now() - state_change as since, left(query, 100) as query
    from pg_stat_activity where pid <> pg_backend_pid() and state is distinct from 'idle' order by state_change
"""
_TABLES = {
    "relay": "select positioned_through, published_through, (select count(*) from journal) as written from relay_mark",
    "heard": "select listener, source, max(position) as position from listener_positions group by 1, 2 order by 1, 2",
    "read": "select * from bookmarks",
    "workers": "select * from worker_notices",
    "dead letters": "select listener, place, reason from dead_letters where replayed_at is null limit 5",
}


async def words_of(platform: Platform) -> str:
    """Everything, under headings. Who does not answer is named, too, and waited for ten seconds at most."""
    told = {
        "parts": _of_the_parts,
        "PostgreSQL": _of_postgres,
        "databases": _of_the_databases,
        "Kafka": _of_kafka,
        "last lines of the logs": _of_the_logs,
    }
    return "\n".join([f"== {name}\n{await _in_time(ask, platform)}" for name, ask in told.items()])


async def _in_time(ask: Callable[[Platform], Awaitable[str]], platform: Platform) -> str:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            return await ask(platform)
    except Exception as error:  # noqa: BLE001 - that it does not answer is one of the things to be known
        return f"no answer: {error!r}"


async def _of_the_parts(platform: Platform) -> str:
    parts = platform.parts.values()
    lines = [f"{part.name}: {state_of(part.pid) if part.pid else f'ended: {part.status}'}" for part in parts]
    async with httpx.AsyncClient(timeout=2) as client:
        for name in SERVICE_NAMES:
            try:
                answer = await client.get(f"{platform.addresses[name]}/api/{name}/health/ready")
                lines.append(f"{name} says {answer.status_code}: {answer.text}")
            except httpx.TransportError as error:
                lines.append(f"{name} does not answer: {error!r}")
    return "\n".join(lines)


async def _of_postgres(platform: Platform) -> str:
    cluster = (platform.disk / "data" / "cluster").resolve()
    processes = [f"{pid}: {state_of(pid)}" for pid in processes_on(cluster)]
    busy = [line for line in processes if " idle: S (sleeping)" not in line]
    return "\n".join([*busy, await _rows(platform.postgres.url(), _SESSIONS)])


async def _of_the_databases(platform: Platform) -> str:
    return "\n".join(
        [
            f"{service}, {name}: {await _rows(platform.database(service), statement)}"
            for service in SERVICE_NAMES
            for name, statement in _TABLES.items()
        ]
    )


async def _rows(address: str, statement: str) -> str:
    try:
        connection = await asyncpg.connect(address, timeout=2)
        try:
            return "; ".join(str(dict(row)) for row in await connection.fetch(statement, timeout=2)) or "nothing"
        finally:
            connection.terminate()
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return f"no answer: {error!r}"


async def _of_kafka(platform: Platform) -> str:
    if not platform.broker:
        return "there is none"
    admin = AIOKafkaAdminClient(bootstrap_servers=platform.broker.address, request_timeout_ms=3000)
    try:
        await admin.start()
        lines = [f"broker: {state_of(platform.broker.pid)}"] if platform.broker.pid else []
        for group, _ in await admin.list_consumer_groups():
            reached = await admin.list_consumer_group_offsets(group)
            at = {f"{place.topic}/{place.partition}": offset.offset for place, offset in reached.items()}
            described = await admin.describe_consumer_groups([group])
            lines.append(f"group {group}: {at}: {[one.to_object() for one in described]}"[:2000])
        return "\n".join(lines)
    finally:
        await admin.close()


async def _of_the_logs(platform: Platform) -> str:
    return "\n".join(f"-- {log.name}\n{_tail(log)}" for log in logs_of(platform))


def logs_of(platform: Platform) -> list[Path]:
    """What the parts, the broker and PostgreSQL have written down."""
    kept = [*sorted(platform.folder.glob("*.log")), platform.folder / "kafka" / "broker.log"]
    return [log for log in [*kept, platform.disk / "data" / "postgres.log"] if log.exists()]


def _tail(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if "the database system is" not in line]
    return "\n".join(line[:400] for line in lines[-_LAST_LINES:])


def state_of(pid: int) -> str:
    """What the system says of a process: its title, whether it runs, sleeps or is stopped, where, and who traces it."""
    process = Path(f"/proc/{pid}")
    try:
        title = (process / "cmdline").read_text().replace("\0", " ").strip()
        said = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines() if ":\t" in line)
        return f"{title[-70:]}: {said['State']}, in {(process / 'wchan').read_text()}, traced by {said['TracerPid']}"
    except OSError as error:
        return f"gone: {error!r}"
