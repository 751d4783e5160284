"""``make bench-duckdb``: DuckDB beside reporting, on what each platform hands out: open data as Parquet, and events.

A platform with its sample round is started, its files and feeds are taken, and DuckDB answers from them; its answers
must be reporting's own. Then the same events 20,000 times over, as Parquet: how long a question takes. DuckDB lives
in ``.venv-duckdb`` and is no part of the product.
"""

import asyncio
import json
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from commonpurse.parts import SERVICE_NAMES
from tests.command.test_up import cast, platform
from tests.support.backed_up import an_open_poll

_ROOT = Path(__file__).parents[3]
_HOME = _ROOT / ".venv-duckdb"
_SIDE = Path(__file__).with_name("duckdb_side.py")
_AT_ONCE = 1_000


def ensure_duckdb() -> str:
    """The interpreter of DuckDB's own environment, made on first use."""
    python = _HOME / "bin" / "python"
    if not python.exists():
        venv.create(_HOME, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "duckdb"], check=True)
    return str(python)


async def take(folder: Path) -> dict[str, Any]:
    """Files and events of a platform, in the folder; what reporting itself says of its polls."""
    async with platform(folder / "data") as (client, _):
        poll_id, codes = await an_open_poll(client, folder / "data")
        for number, code in enumerate(codes[:20]):
            await cast(client, poll_id, code, [1 + number % 3])
        datasets = (await client.get("/api/reporting/v1/data")).raise_for_status().json()["items"]
        for one in datasets:
            file = await client.get(f"/api/reporting/v1/data/{one['name']}.parquet")
            (folder / f"{one['name']}.parquet").write_bytes(file.raise_for_status().content)
        with (folder / "events.ndjson").open("w") as lines:
            for event in [event for service in SERVICE_NAMES for event in await _events(client, service)]:
                lines.write(json.dumps(event) + "\n")
        polls = (await client.get("/api/reporting/v1/data/polls.json")).json()
        outcomes = (await client.get("/api/reporting/v1/data/outcomes.json")).json()
        return {"polls": _rows(polls), "outcomes": _rows(outcomes)}


def _rows(body: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = next(value for value in body.values() if isinstance(value, list))
    return rows


async def _events(client: httpx.AsyncClient, service: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        told = {"after": found[-1]["position"] if found else 0, "limit": _AT_ONCE}
        answer = await client.get(f"/api/{service}/v1/events", params=told)
        if not (news := answer.raise_for_status().json()):
            return found
        found += news


def main() -> int:
    """Print what DuckDB found and how long it took; status 1 if it found something else than reporting."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL's own account must get through
        own = asyncio.run(take(folder))
        said = subprocess.run([ensure_duckdb(), _SIDE], cwd=folder, stdout=subprocess.PIPE, check=True).stdout
    found = json.loads(said)
    funded = sum(1 for row in own["outcomes"] if row["is_funded"])
    is_same = (found["polls"], found["funded"]) == (len(own["polls"]), funded)
    sys.stdout.write(f"{json.dumps(found, indent=2)}\n{'as' if is_same else 'otherwise than'} reporting says\n")
    return int(not is_same)


if __name__ == "__main__":
    sys.exit(main())
