"""ASVS 5.0, chapter 16: logging, and errors."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import structlog
from fastapi import APIRouter
from structlog.testing import capture_logs

from libs.shared.platform.access.staff import SignedIn
from libs.shared.platform.acts import act_rows
from libs.shared.platform.running import logs
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from tests.residents.conftest import ADMIN_PASSWORD
from tests.residents.strict import FIRST, Strict
from tests.residents.test_acts_of_staff import acts
from tests.support.crier import a_service, crying
from tests.support.staff import beside_residents, staff_headers

ROOT = Path(__file__).parents[2]
routes = APIRouter(prefix="/api/voting/v1")


@routes.get("/broken")
async def broken() -> None:
    raise RuntimeError("select secret from people where code = 'AB3D-5F7H-K9MN-P'")


@routes.get("/desk")
async def desk(staff: SignedIn) -> str:
    return staff.name


def lines_of(program: str) -> list[dict[str, str]]:
    """What a program of its own logs."""
    begin = "import logging, structlog\nfrom libs.shared.platform.running.logs import configure\nconfigure('info')\n"
    told = subprocess.run([sys.executable, "-c", begin + program], capture_output=True, text=True, check=True).stderr
    return [json.loads(line) for line in told.splitlines()]


def events_in_the_code() -> Iterator[str]:
    for part in ("libs", "services", "gateways", "commonpurse"):
        for file in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_a_line(node):
                    yield ast.literal_eval(node.args[0])


def _is_a_line(node: ast.Call) -> bool:
    function = node.func
    assert isinstance(function, ast.Attribute)
    is_log = isinstance(function.value, ast.Name) and function.value.id in ("log", "logger")
    return is_log and bool(node.args) and isinstance(node.args[0], ast.Constant)


def test_16_1_1_every_line_that_can_be_logged_is_in_the_inventory() -> None:
    page = (ROOT / "docs" / "logging.md").read_text()

    listed = set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))

    assert listed == set(events_in_the_code()) | {*LINES_BY_STATUS, IN_PLACE_OF_ASYNCIOS}


IN_PLACE_OF_ASYNCIOS = "a task failed that nobody waited for"
LINES_BY_STATUS = ("not signed in", "access refused", "body refused", "limit reached")


async def test_16_2_1_an_entry_says_when_where_who_and_what(strict: Strict) -> None:
    await strict.sign_in(FIRST, ADMIN_PASSWORD)

    [row] = await acts(strict.residents)
    assert all((row.at, row.staff_id, row.what, row.outcome, row.client))


def test_16_2_2_times_are_in_utc() -> None:
    [line] = lines_of("structlog.get_logger().info('something')")

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", line["timestamp"])


def test_16_2_4_every_line_is_json_libraries_own_too() -> None:
    told = lines_of("structlog.get_logger().info('ours')\nlogging.getLogger('theirs').warning('theirs')")

    assert [line["event"] for line in told] == ["ours", "theirs"]
    assert all({"timestamp", "level"} <= line.keys() for line in told)


def test_16_2_5_nothing_secret_is_written_whoever_logs_it() -> None:
    told = lines_of(
        "structlog.get_logger().info('x', password='a password', code='AB3D-5F7H-K9MN-P', phone='+49 30 1234567')\n"
        "logging.getLogger('theirs').warning('AB3D-5F7H-K9MN-P and +49 30 1234567')"
    )

    assert not re.search("a password|5F7H|1234567", json.dumps(told))


async def test_16_3_1_sign_ins_good_and_bad_are_kept(strict: Strict) -> None:
    await strict.sign_in(FIRST, "a wrong password here")
    await strict.sign_in(FIRST, ADMIN_PASSWORD)

    kept = [(row.what, row.outcome) for row in await acts(strict.residents)]
    assert kept == [("POST /staff/sessions", "refused 401"), ("POST /staff/sessions", "done")]


async def test_16_3_2_refused_access_is_kept(a_database: str) -> None:
    async with (
        crying(a_service(), Settings(database_url=a_database), beside_residents()) as crier,
        httpx.AsyncClient(transport=httpx.ASGITransport(crier.app), base_url="http://town") as town,
    ):
        with capture_logs() as lines:
            await town.post("/api/voting/v1/dead-letters/1/replay", headers=staff_headers("moderator"))
            await town.get("/api/voting/v1/dead-letters")

    assert {"access refused", "not signed in"} <= {line["event"] for line in lines}


async def test_16_3_3_a_limit_that_is_reached_is_kept(strict: Strict) -> None:
    with capture_logs() as lines:
        for _ in range(302):
            await strict.residents.ask("AAAA-BBBB-CCCC-D")

    assert "limit reached" in {line["event"] for line in lines}


async def test_16_3_4_unexpected_errors_are_kept(a_database: str) -> None:
    async with _town(a_database) as town:
        with capture_logs() as lines:
            await town.get("/api/voting/v1/broken")

    assert "unexpected error" in {line["event"] for line in lines}


@pytest.mark.parametrize("planted", ["a\nb", 'a\r\n{"event": "forged"}', "a\u2028b", "\x1b[31mred"])
def test_16_4_1_nobody_forges_a_line(planted: str) -> None:
    told = lines_of(f"structlog.get_logger().info({planted!r}, field={planted!r})")

    assert len(told) == 1
    assert told[0].get("event") != "forged"


async def test_16_4_2_the_act_log_cannot_be_changed(strict: Strict) -> None:
    await strict.sign_in(FIRST, ADMIN_PASSWORD)

    async with strict.residents.runtime.database.engine.connect() as connection:
        with pytest.raises(Exception, match="never changed"):
            await connection.exec_driver_sql("delete from acts")


async def test_16_4_3_each_act_leaves_the_machine_with_the_logs(
    strict: Strict, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever configured logs in this process before has left a logger that remembers where it wrote to.
    monkeypatch.setattr(act_rows, "log", structlog.get_logger())
    with capture_logs() as lines:
        await strict.sign_in(FIRST, ADMIN_PASSWORD)

    [row] = await acts(strict.residents)
    assert [line["digest"] for line in lines if line["event"] == "act of staff"] == [row.digest]


async def test_16_5_1_an_error_tells_nothing_of_the_works(a_database: str) -> None:
    async with _town(a_database) as town:
        answer = await town.get("/api/voting/v1/broken")

    assert answer.status_code == 500
    assert not re.search(r"select|people|RuntimeError|Traceback|\.py|5F7H", answer.text)


async def test_16_5_2_without_the_database_there_are_words_and_no_stack(a_database: str) -> None:
    runtime = assemble(
        "voting", Settings(database_url="postgresql://nobody@127.0.0.1:1/x"), in_process=beside_residents()
    )
    app = api(a_service(routers=[routes]), runtime)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://town") as town:
        answer = await town.get("/api/voting/v1/events")
    await runtime.aclose()

    assert answer.status_code == 503
    assert answer.json()["detail"] == "We cannot reach something we need. Please try again in a moment."


async def test_16_5_3_whoever_cannot_be_checked_is_not_let_in(a_database: str) -> None:
    service = a_service(routers=[routes])
    settings = Settings(database_url=a_database, residents_url="http://127.0.0.1:1")
    runtime = assemble("voting", settings)
    async with (
        started(service, runtime),
        httpx.AsyncClient(transport=httpx.ASGITransport(api(service, runtime)), base_url="http://town") as town,
    ):
        answer = await town.get("/api/voting/v1/desk", headers=staff_headers("administrator"))

    assert answer.status_code == 503
    assert "Ada" not in answer.text


def _town(a_database: str) -> "_Town":
    return _Town(a_database)


class _Town:
    """A service with a route that breaks, asked by a client."""

    def __init__(self, address: str) -> None:
        self._service = crying(a_service(routers=[routes]), Settings(database_url=address), beside_residents())

    async def __aenter__(self) -> httpx.AsyncClient:
        crier = await self._service.__aenter__()
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(crier.app), base_url="http://town")
        return self._client

    async def __aexit__(self, *problem: object) -> None:
        await self._client.aclose()
        await self._service.__aexit__(None, None, None)


def test_16_5_4_the_last_resort_stands_in_every_service() -> None:
    source = (ROOT / "libs/shared/platform/running/service.py").read_text()

    assert "app.add_middleware(Surprises)" in source
    assert logs.redact(None, "info", {"password": "x"}) == {"password": "[redacted]"}
