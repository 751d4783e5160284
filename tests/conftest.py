"""The ground that tests stand on: PostgreSQL, Kafka, a browser. One of each for a run, whatever its workers are."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.support.databases import a_fresh_database
from tests.support.kafka_server import which_kafka
from tests.support.postgres_server import which_postgres
from tests.support.servers import Run, shared_server

RUN = pytest.StashKey[Run]()
FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    if given := getattr(config, "workerinput", {}).get("commonpurse_run"):
        config.stash[FOLDER] = Path(given)
        return
    config.stash[RUN] = Run()
    config.stash[FOLDER] = config.stash[RUN].folder


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """The controller of xdist tells a worker which run it belongs to."""
    node.workerinput["commonpurse_run"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if run := config.stash.get(RUN, None):
        run.end()


def pytest_report_header(config: pytest.Config) -> list[str]:
    return [f"PostgreSQL: {which_postgres()}", f"Kafka: {which_kafka()}"]


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> str:
    """The address of the run's PostgreSQL, with a user who may create databases: postgresql://…"""
    return shared_server("postgres", pytestconfig.stash[FOLDER])


@pytest.fixture(scope="session")
def kafka(pytestconfig: pytest.Config) -> str:
    """The address of the run's Kafka broker: host:port."""
    return shared_server("kafka", pytestconfig.stash[FOLDER])


@pytest.fixture
async def a_database(postgres: str) -> AsyncIterator[str]:
    """The address of a fresh, empty database, dropped afterwards."""
    async with a_fresh_database(postgres) as address:
        yield address


@pytest.fixture
async def another_database(postgres: str) -> AsyncIterator[Callable[[], Awaitable[str]]]:
    """A function that gives the address of one more fresh database at each call; all are dropped afterwards."""
    async with AsyncExitStack() as stack:
        yield lambda: stack.enter_async_context(a_fresh_database(postgres))


@pytest.fixture
def topic_prefix() -> str:
    """A prefix of topics that no other test uses."""
    return f"test-{secrets.token_hex(6)}"
