import stat
from pathlib import Path
from uuid import uuid4

from sqlalchemy import text

from services.residents.storage.poll_keys import PollKeys, fingerprint
from services.residents.use_cases.move_poll_keys import move_poll_keys
from tests.residents.conftest import Residents

PERSON = "person-4711"


def keys_of(residents: Residents) -> PollKeys:
    keys: PollKeys = residents.runtime.own["poll_keys"]
    return keys


def test_a_half_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    keys, poll_id = PollKeys(tmp_path / "keys"), uuid4()

    first, second = keys.make(poll_id), keys.make(poll_id)

    assert first == second == keys.read(poll_id)
    assert [file.name for file in keys.folder.iterdir()] == [str(poll_id)]
    assert stat.S_IMODE((keys.folder / str(poll_id)).stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700


def test_a_destroyed_half_is_overwritten_before_its_file_goes(tmp_path: Path) -> None:
    keys, poll_id = PollKeys(tmp_path / "keys"), uuid4()
    half = keys.make(poll_id)
    same_bytes_on_the_disk = tmp_path / "another name of the file"
    same_bytes_on_the_disk.hardlink_to(keys.folder / str(poll_id))

    keys.destroy(poll_id)
    keys.destroy(poll_id)

    assert keys.read(poll_id) is None
    assert len(same_bytes_on_the_disk.read_bytes()) == len(half)
    assert same_bytes_on_the_disk.read_bytes() != half


async def test_closing_and_calling_off_a_poll_leave_other_polls_their_keys(residents: Residents) -> None:
    round_id = await residents.a_round()
    closed, other = [await residents.an_open_poll(round_id) for _ in range(2)]

    await residents.close(closed)

    assert keys_of(residents).read(closed) is None
    assert keys_of(residents).read(other) is not None


async def test_without_its_file_an_open_poll_gives_no_permit_rather_than_a_second_pseudonym(
    residents: Residents,
) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    code = (await residents.codes_of(round_id, f"{PERSON},North"))[PERSON]
    file = keys_of(residents).folder / str(poll_id)
    half = file.read_bytes()

    file.unlink()
    without = await residents.ask(code)
    file.write_bytes(b"x" * len(half))
    with_another = await residents.ask(code)
    file.write_bytes(half)
    with_its_own = await residents.ask(code)

    assert [answer.status_code for answer in (without, with_another, with_its_own)] == [503, 503, 201]
    assert without.json()["code"] == with_another.json()["code"] == "poll-key-is-missing"


async def test_a_half_that_an_older_version_left_in_the_database_moves_and_makes_the_same_pseudonyms(
    residents: Residents,
) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    code = (await residents.codes_of(round_id, f"{PERSON},North"))[PERSON]
    before = await residents.runtime.keys.claims_of((await residents.ask(code)).json()["permit"], "permit")
    half = keys_of(residents).read(poll_id)
    (keys_of(residents).folder / str(poll_id)).unlink()
    async with residents.runtime.database.transaction() as tx:
        await tx.session.execute(text("update poll_keys set salt = :half, fingerprint = null"), {"half": half})

    for _ in range(2):  # several processes start
        await move_poll_keys(residents.runtime.database, keys_of(residents))

    after = await residents.runtime.keys.claims_of((await residents.ask(code)).json()["permit"], "permit")
    async with residents.runtime.database.reading() as session:
        row = (await session.execute(text("select salt, fingerprint from poll_keys"))).one()
    assert after["psn"] == before["psn"]
    assert (row.salt, row.fingerprint) == (None, fingerprint(half or b""))
