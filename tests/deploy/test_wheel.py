"""The wheel, built and tried in a virtual environment of its own, away from the source."""

import asyncio
import os
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from commonpurse.embedded.server import a_free_port
from tests.command.test_up import cast
from tests.support.backed_up import an_open_poll, status_of
from tests.support.folders import a_reachable_folder

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
PACKAGES = ("commonpurse", "gateways", "libs", "services")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with a_reachable_folder() as made:
        yield made


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(folder: Path, wheel: Path) -> Path:
    """The Python of a fresh environment: the wheel, and what it depends on from this one; nothing of the checkout."""
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    packages = next((folder / "venv" / "lib").glob("*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    dependencies = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join(dependencies))
    return folder / "venv" / "bin" / "python"


def test_every_file_that_the_parts_consist_of_is_in_the_wheel(wheel: Path) -> None:
    ask = ["git", "ls-files", *PACKAGES]
    listed = subprocess.run(ask, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())

    assert len(listed) > 500
    assert [name for name in listed if name not in held] == []


async def test_the_platform_runs_from_the_wheel_alone_as_the_unit_starts_it_takes_a_vote_and_stops_in_order(
    python: Path, folder: Path
) -> None:
    port, data = a_free_port(), folder / "data"
    own = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONPURSE_", "PYTHON"))}
    process = await asyncio.create_subprocess_exec(
        python, *as_the_unit_starts_it(port, data), cwd=folder, env=own, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            poll_id, codes = await an_open_poll(client, data)
            pages = [await client.get(path) for path in ("/?lang=en", "/?lang=de")]
            pages += [await client.get(path) for path in set(re.findall(r'"(/static/[^"]+)"', pages[0].text))]
            receipt = str((await cast(client, poll_id, codes[0], [1]))["receipt"])
            known = await status_of(client, poll_id, receipt)
    finally:
        process.terminate()
        ended = await asyncio.wait_for(process.wait(), 60)

    assert len(pages) > 2
    assert {answer.status_code for answer in pages} == {200}
    assert "Ideen" in pages[1].text
    assert known == (200, "in-the-box")
    assert ended == 0


def as_the_unit_starts_it(port: int, data: Path) -> list[str]:
    """The unit's own command, with the sample to vote in; on a port and in a folder that are free here."""
    unit = (ROOT / "deploy" / "commonpurse.service").read_text()
    [command] = re.findall(r"^ExecStart=/opt/pipx/bin/commonpurse (.*)$", unit, re.MULTILINE)
    there = command.replace("--port 8000", f"--port {port}").replace("/var/lib/commonpurse", str(data))
    assert there != command
    return ["-m", "commonpurse", *(word for word in there.split() if word != "--empty")]


def test_the_wheel_says_its_version_and_lies_where_it_was_put(python: Path, folder: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    show = "import commonpurse, services.voting; print(commonpurse.__file__, services.voting.__file__)"

    said = subprocess.run([python, "-c", show], cwd=folder, env=own, check=True, capture_output=True, text=True).stdout

    assert all(str(folder) in place for place in said.split())


def test_the_wheel_gives_the_tally_as_a_library_that_loads_neither_server_nor_database(
    python: Path, folder: Path
) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    use = (
        "import sys; from commonpurse import tally; from commonpurse.samples import SWIECIE; "
        "counted = tally.count(tally.read(SWIECIE)); "
        "print(tally.__file__, tally.check(counted), len(counted.winners)); "
        "print(*sys.modules)"
    )

    ran = subprocess.run([python, "-c", use], cwd=folder, env=own, check=True, capture_output=True, text=True)

    said, loaded = ran.stdout.splitlines()
    assert said.startswith(str(folder))
    assert said.endswith(" [] 17")
    assert set(loaded.split()).isdisjoint({"fastapi", "starlette", "sqlalchemy", "asyncpg", "uvicorn", "pydantic"})
