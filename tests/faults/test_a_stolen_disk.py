"""Whoever gets the whole disk after a poll has closed, and every secret with it, links nobody to a ballot."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select

from commonpurse.embedded.postgres import EmbeddedPostgres
from services.residents.storage.poll_keys import PollKeys, fingerprint
from services.residents.storage.tables import PersonRow
from services.residents.storage.vault import open_vault
from tests.residents.conftest import Residents, residents_at
from tests.support.folders import a_reachable_folder

PEOPLE = [f"person-{number}" for number in range(20)]
SECRET = "ab" * 32


@pytest.fixture
def disk() -> Iterator[Path]:
    """A folder that holds all that the platform writes."""
    with a_reachable_folder() as folder:
        yield folder


def every_form_of(secret: bytes) -> list[bytes]:
    return [secret, secret.hex().encode(), base64.b64encode(secret), base64.urlsafe_b64encode(secret).rstrip(b"=")]


def found_on(disk: Path, secret: bytes) -> set[str]:
    """The files that hold the secret in any form."""
    files = [file for file in disk.rglob("*") if file.is_file()]
    assert files
    return {file.name for file in files if any(form in file.read_bytes() for form in every_form_of(secret))}


async def the_vote(residents: Residents) -> tuple[UUID, set[str]]:
    """A poll in which everybody asked for a permit; its pseudonyms."""
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, *(f"{person},North" for person in PEOPLE))
    permits = [(await residents.ask(codes[person])).json()["permit"] for person in PEOPLE]
    claims = [await residents.runtime.keys.claims_of(permit, "permit") for permit in permits]
    return poll_id, {str(one["psn"]) for one in claims}


async def test_no_file_holds_what_made_the_pseudonyms(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(disk / "poll-keys"))
    keys = PollKeys(disk / "poll-keys")
    with EmbeddedPostgres(disk / "postgres") as database:
        async with residents_at(database.url("commonpurse_residents"), monkeypatch) as residents:
            poll_id, pseudonyms = await the_vote(residents)
            async with residents.runtime.database.reading() as session:
                people = (await session.scalars(select(PersonRow.person_id))).all()
            half = keys.read(poll_id) or b""
            root = open_vault(bytes.fromhex(SECRET)).poll_key_root
            key = hmac.digest(root, half, hashlib.sha256)
            while_open = found_on(disk, half)
            await residents.close(poll_id)
        connection = await asyncpg.connect(database.url("commonpurse_residents"))
        await connection.execute("checkpoint")
        await connection.execute("analyze")
        await connection.close()

        # The search finds what is there: the half while the poll is open, and what the database may know of it.
        assert while_open == {str(poll_id)}
        assert found_on(disk / "postgres", fingerprint(half))
        assert {hmac.new(key, person.encode(), hashlib.sha256).hexdigest() for person in people} == pseudonyms
        assert found_on(disk, half) == set()
        assert found_on(disk, key) == set()
    assert found_on(disk, half) == set()
