"""A verb imports only what it needs: help and the count of a file do not wait for servers, databases and brokers."""

import subprocess
import sys
from importlib import import_module

import pytest

from commonpurse.verbs import VERBS
from tests.support.elections import SWIECIE

_SERVERS = ("fastapi", "starlette", "sqlalchemy", "asyncpg", "aiokafka", "alembic", "httpx", "uvicorn", "structlog")
_TOLD = """
import sys
from commonpurse.main import app
try:
    app(prog_name="commonpurse")
finally:
    print(*sys.modules, file=sys.stderr)
"""


_COUNTS = [
    ("tally", str(SWIECIE)),
    ("tally", str(SWIECIE), "--rule", "score", "--utility", "cardinality", "--ties", "cost-asc", "--json"),
    ("check", str(SWIECIE)),
]


def _loaded_by(*arguments: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", _TOLD, *arguments], check=False, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.splitlines()[-1].split())


def test_help_imports_no_verb_and_nothing_that_a_verb_needs() -> None:
    loaded = _loaded_by("--help")

    assert loaded.isdisjoint({*_SERVERS, "numpy", "rich", "pydantic", "services", "libs", "gateways"})
    assert loaded.isdisjoint(verb.module for verb in VERBS.values())


@pytest.mark.parametrize("arguments", _COUNTS)
def test_counting_a_file_imports_no_server_no_database_and_no_broker(arguments: tuple[str, ...]) -> None:
    loaded = _loaded_by(*arguments)

    assert loaded.isdisjoint({*_SERVERS, "rich", "pydantic"})
    assert "numpy" in loaded
    assert not [name for name in loaded if name.startswith(("gateways", "libs.shared.platform", "libs.shared.events"))]
    assert not [name for name in loaded if ".explain" in name or ".second_count" in name]


@pytest.mark.parametrize("name", VERBS)
def test_the_help_says_of_each_verb_what_the_verb_says_of_itself(name: str) -> None:
    verb = VERBS[name]

    function = getattr(import_module(verb.module), verb.function)

    assert (function.__doc__ or "").strip().splitlines()[0] == verb.summary
