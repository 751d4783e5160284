"""A database knows its secret again: with another one, people could vote twice."""

from pathlib import Path

import pytest

from commonpurse import secrets
from commonpurse.trouble import Trouble
from libs.shared.platform.running.settings import CannotStart
from services.residents.storage.vault import open_vault
from services.residents.use_cases.know_the_secret import know_the_secret
from tests.residents.conftest import Residents

ANOTHER = open_vault(bytes.fromhex("cd" * 32)).fingerprint
OWN = open_vault(bytes.fromhex("ab" * 32)).fingerprint


async def test_with_another_secret_residents_does_not_start_and_says_the_way_back(residents: Residents) -> None:
    with pytest.raises(CannotStart, match="Put the old secret back"):
        await know(residents, ANOTHER)

    await know(residents, OWN)


async def test_a_new_secret_ends_all_codes_and_lets_nobody_vote_twice(residents: Residents) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    code = (await residents.codes_of(round_id, "1,North"))["1"]
    assert (await residents.ask(code)).status_code == 201

    await know(residents, ANOTHER, is_new=True)
    new = (await residents.invite(round_id))["1"]

    assert (await residents.ask(code)).status_code == 404
    assert (await residents.ask(new)).json()["code"] == "poll-is-not-open"
    destroyed = [one["subject"] for one in await residents.announced() if "key-destroyed" in one["type"]]
    assert destroyed == [str(poll_id)]
    with pytest.raises(CannotStart):
        await know(residents, OWN)


async def know(residents: Residents, fingerprint: bytes, *, is_new: bool = False) -> None:
    keys = residents.runtime.own["poll_keys"]
    await know_the_secret(fingerprint, is_new=is_new, database=residents.runtime.database, keys=keys)


def test_up_makes_no_new_secret_beside_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET", "COOKIE_SECRET", "SMS_SECRET", "ADMIN_PASSWORD"):
        monkeypatch.delenv(f"COMMONPURSE_{name}", raising=False)
    (tmp_path / "postgres" / "cluster").mkdir(parents=True)
    (tmp_path / "postgres" / "cluster" / "PG_VERSION").write_text("18")

    with pytest.raises(Trouble, match="Put the file back from your backup"):
        secrets.provide(tmp_path / "secrets", tmp_path / "postgres")

    assert not (tmp_path / "secrets" / "commonpurse_secret").exists()
