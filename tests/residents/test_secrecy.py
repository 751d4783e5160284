import logging
from io import StringIO
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import text

from libs.shared.events import residents as events
from libs.shared.platform.running import logs
from services.residents.domain import permit
from services.residents.storage.vault import open_vault
from tests.residents.conftest import ADMIN_PASSWORD, Residents

NUMBER = "person-4711-on-the-roll"


async def test_no_event_holds_a_person_a_code_or_a_pseudonym(residents: Residents) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, f"{NUMBER},North")
    answer = await residents.ask(codes[NUMBER])
    claims = await residents.runtime.keys.claims_of(answer.json()["permit"], "permit")
    await residents.close(poll_id)

    announced = await residents.announced()

    roll, key = events.RollImported.type, events.PollKeyDestroyed.type
    assert [one["type"] for one in announced] == [roll, roll, key]
    for secret in (NUMBER, codes[NUMBER], claims["psn"]):
        assert secret not in str(announced)


async def test_nothing_of_a_code_a_number_or_a_password_is_ever_logged(
    residents: Residents, capfd: pytest.CaptureFixture[str]
) -> None:
    written = StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    structlog.reset_defaults()
    logs.configure("debug")
    try:
        round_id = await residents.a_round()
        await residents.an_open_poll(round_id)
        code = (await residents.codes_of(round_id, f"{NUMBER},North"))[NUMBER]
        await residents.import_roll(round_id, f"number,area\n{NUMBER},Nowhere\n")
        for typed in (code, code[:-1], f"{code} 7 12"):
            await residents.ask(typed)
        await residents.ask(code, channel="no such channel")
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(logging.WARNING)
        structlog.reset_defaults()

    everything = written.getvalue() + "".join(capfd.readouterr())
    for secret in (code, code.replace("-", ""), code[:9], NUMBER, ADMIN_PASSWORD):
        assert secret not in everything


async def test_neither_database_nor_secret_nor_key_file_alone_makes_a_pseudonym(residents: Residents) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    code = (await residents.codes_of(round_id, f"{NUMBER},North"))[NUMBER]
    claims = await residents.runtime.keys.claims_of((await residents.ask(code)).json()["permit"], "permit")
    half = residents.runtime.own["poll_keys"].read(poll_id)
    async with residents.runtime.database.reading() as session:
        known = (await session.execute(text("select fingerprint, salt from poll_keys"))).one()

    person_id = await person_id_of(residents)
    root = open_vault(bytes.fromhex("ab" * 32)).poll_key_root
    another_root = open_vault(bytes.fromhex("cd" * 32)).poll_key_root

    assert permit.pseudonym(permit.poll_key(root, half), person_id) == claims["psn"]
    assert permit.pseudonym(permit.poll_key(another_root, half), person_id) != claims["psn"]
    assert permit.pseudonym(permit.poll_key(root, known.fingerprint), person_id) != claims["psn"]
    assert known.salt is None


async def person_id_of(residents: Residents) -> str:
    async with residents.runtime.database.reading() as session:
        return str((await session.execute(text("select person_id from roll"))).scalar_one())


async def test_a_malformed_request_does_not_give_the_code_back(residents: Residents) -> None:
    answer = await residents.ask("K7QP-2M4X-9TRC-H" * 10, poll_id=str(uuid4()))

    assert answer.status_code == 422
    assert "K7QP" not in answer.text
