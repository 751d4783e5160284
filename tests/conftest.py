"""The ground that tests stand on: PostgreSQL, Kafka, a browser. One of each for a run, whatever its workers are."""

import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import hypothesis
import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from httpx._config import DEFAULT_TIMEOUT_CONFIG
from playwright.async_api import Browser, BrowserContext, Page

from libs.shared.platform.running.collector import calm_the_collector
from libs.shared.platform.running.settings import ServiceName
from services.residents.storage import passwords
from tests.support.browser import BrowserIsNotInstalled, Watch, a_browser
from tests.support.databases import MigratedDatabases, a_fresh_database
from tests.support.eventually import PATIENCE_S
from tests.support.kafka_server import which_kafka
from tests.support.made_once import make_once
from tests.support.postgres_server import which_postgres
from tests.support.servers import MODELS, Run, ServerDidNotStart, shared_server

if TYPE_CHECKING:
    from tests.web.town import Town, Towns

RUN = pytest.StashKey[Run]()
FOLDER = pytest.StashKey[Path]()

NewDatabase = Callable[[], Awaitable[str]]
NewDatabaseOf = Callable[[ServiceName], Awaitable[str]]
NewContext = Callable[..., Awaitable[BrowserContext]]


# A test of properties looks for an input that breaks one. That a busy machine takes long says nothing of that.
hypothesis.settings.register_profile(
    "busy machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
if not os.environ.get("CI"):  # there Hypothesis has a profile of its own: the same examples at each run
    hypothesis.settings.load_profile("busy machine")


def pytest_configure(config: pytest.Config) -> None:
    # Tests sign staff in all the time, each time for a fifth of a second of processor by a council's hash.
    passwords.HASHER = PasswordHasher.from_parameters(CHEAPEST)
    make_once()
    # Clients that say nothing of it wait for five seconds, as long as anything may take a busy machine.
    for step in ("connect", "read", "write", "pool"):
        setattr(DEFAULT_TIMEOUT_CONFIG, step, PATIENCE_S)
    # Tests of strict signing in say so.
    os.environ.setdefault("COMMONPURSE_SIGN_IN", "simple")
    if given := getattr(config, "workerinput", {}).get("commonpurse_run"):
        config.stash[FOLDER] = Path(given)
        return
    config.stash[RUN] = Run()
    config.stash[FOLDER] = config.stash[RUN].folder


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """The controller of xdist tells a worker which run it belongs to."""
    node.workerinput["commonpurse_run"] = str(node.config.stash[FOLDER])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, hence to the same worker: one platform of processes at a time is enough for most
    machines, and a run that ends with one ends with idle workers.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        # A whole vote over Kafka takes minutes of processor time, and its test is charged for what its module shares.
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.timeout(900))


def pytest_collection_finish() -> None:
    # All tests and all they import are there for good: looking at them again and again took a fifth of the run.
    calm_the_collector()


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
    try:
        return shared_server("kafka", pytestconfig.stash[FOLDER])
    except ServerDidNotStart as missing:
        _missing(missing)


@pytest.fixture
async def a_database(postgres: str) -> AsyncIterator[str]:
    """The address of a fresh, empty database, dropped afterwards."""
    async with a_fresh_database(postgres) as address:
        yield address


@pytest.fixture
async def another_database(postgres: str) -> AsyncIterator[NewDatabase]:
    """A function that gives the address of one more fresh database at each call; all are dropped afterwards."""
    async with AsyncExitStack() as stack:
        yield lambda: stack.enter_async_context(a_fresh_database(postgres))


@pytest.fixture(scope="session")
def models(pytestconfig: pytest.Config) -> Path:
    """The folder of what the run's tests copy, made once for all its workers."""
    folder = pytestconfig.stash[FOLDER] / MODELS
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def migrated_databases(postgres: str, models: Path) -> MigratedDatabases:
    """The services' databases as their migrations leave them, ready to be copied."""
    return MigratedDatabases(postgres, models)


@pytest.fixture
async def database_of(migrated_databases: MigratedDatabases) -> AsyncIterator[NewDatabaseOf]:
    """A function that gives the address of a fresh database of a service at each call; all are dropped afterwards.

    It saves a test the migrations. Tests of these ask for ``a_database``.
    """
    async with AsyncExitStack() as stack:
        yield lambda service: stack.enter_async_context(migrated_databases.a_copy(service))


@pytest.fixture
def topic_prefix() -> str:
    """A prefix of topics that no other test uses."""
    return f"test-{secrets.token_hex(6)}"


@pytest.fixture(scope="session")
def towns(postgres: str, models: Path) -> "Towns":
    """Whole towns, which begin empty or with the sample round."""
    from tests.web.town import Towns  # only here: most tests need no whole town

    return Towns(postgres, models)


@pytest.fixture(scope="session")
async def town_of_the_run(towns: "Towns", tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator["Town"]:
    """A running town with its sample round."""
    async with towns.with_sample(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture
async def town(town_of_the_run: "Town") -> AsyncIterator["Town"]:
    """The town that tests share, left fit for the next: each votes with a code of its own and adds no round."""
    before = await town_of_the_run.rounds()
    yield town_of_the_run
    assert await town_of_the_run.rounds() == before, "this test changed the town's rounds: it needs a town of its own"


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium, headless."""
    async with AsyncExitStack() as stack:
        try:
            chromium = await stack.enter_async_context(a_browser())
        except BrowserIsNotInstalled as missing:
            _missing(missing)
        yield chromium


@pytest.fixture
async def new_context(browser: Browser) -> AsyncIterator[NewContext]:
    """A function that gives one more browser without any past.

    It takes what Playwright's takes, such as ``java_script_enabled=False``. A request that leaves this machine fails
    the test.
    """
    watch = Watch()
    async with AsyncExitStack() as stack:

        async def one_more(**how: Any) -> BrowserContext:
            context = await stack.enter_async_context(await browser.new_context(**how))
            context.on("request", watch.see)
            return context

        yield one_more
    watch.demand_silence()


@pytest.fixture
async def page(new_context: NewContext) -> Page:
    """A page of a browser without any past."""
    return await (await new_context()).new_page()


def _missing(what: Exception) -> NoReturn:
    """Skips the test on somebody's own machine. Where all is at stake nothing may be skipped."""
    if os.environ.get("CI"):
        raise what
    pytest.skip(str(what))
