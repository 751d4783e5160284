"""``commonpurse let-in``: the only administrator has lost app, recovery codes and maybe the password."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.command.test_verify_acts import verify
from tests.residents.conftest import ADMIN_PASSWORD
from tests.residents.strict import FIRST, OWN, Strict, strict_residents


@pytest.fixture
async def strict(a_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Strict]:
    """A council that signs in strictly; nobody has signed in yet."""
    async with strict_residents(a_database, monkeypatch, tmp_path) as residents:
        yield Strict(residents)


async def let_in(database: str, *arguments: str) -> tuple[int, str]:
    """The command's exit status, and all that it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "commonpurse", "let-in", *arguments, "--yes"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=os.environ | {"COMMONPURSE_DATABASE_URL": database},
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, said.decode()


async def acts(strict: Strict, headers: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await strict.http.get("/api/residents/v1/acts", headers=headers)).json()["items"]
    return found


async def test_the_only_administrator_is_let_in_and_sets_up_a_new_factor_first(
    strict: Strict, a_database: str, tmp_path: Path
) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    _, enrolled = await strict.enrol(FIRST)
    before = {"Authorization": f"Bearer {enrolled['session']['token']}"}

    status, said = await let_in(a_database, FIRST.upper())
    ended = await strict.http.get("/api/residents/v1/staff", headers=before)
    answer = (await strict.sign_in(FIRST, OWN)).json()
    _, again = await strict.enrol(FIRST)
    told = await acts(strict, {"Authorization": f"Bearer {again['session']['token']}"})
    chain = await verify("--heads", str(tmp_path / "heads.json"), COMMONPURSE_DATABASE_URL=a_database)

    assert (status, ended.status_code, answer["must"]) == (0, 401, ["second-factor"])
    assert "password" not in said
    act = next(act for act in told if act["what"] == "COMMAND let-in second-factor")
    assert (act["staff_id"], act["outcome"]) == (None, "done")
    assert act["on"].startswith("staff_id=")
    assert re.search(r"whole +residents", chain[1]), chain[1]


async def test_a_lost_password_is_replaced_by_a_first_one_which_is_changed_at_once(
    strict: Strict, a_database: str
) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    await strict.enrol(FIRST)

    status, said = await let_in(a_database, FIRST, "--new-password")
    first = re.search(r"they change: (\S+)", said)
    assert first
    old, new = await strict.sign_in(FIRST, OWN), await strict.sign_in(FIRST, first[1])

    assert (status, old.status_code) == (0, 401)
    assert new.json()["must"] == ["password", "second-factor"]


async def test_a_name_that_nobody_has_changes_nothing(strict: Strict, a_database: str) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    secret, _ = await strict.enrol(FIRST)
    strict.later()

    status, said = await let_in(a_database, "nobody")

    assert status == 1
    assert "nobody of the staff is called nobody: nothing was changed" in said
    assert (await strict.sign_in(FIRST, OWN, strict.code(secret))).status_code == 201
