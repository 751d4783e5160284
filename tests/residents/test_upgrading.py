"""Whoever has a letter from the first release keeps code and pseudonym, in the middle of a vote."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.residents.main import SERVICE
from tests.residents.conftest import residents_at
from tests.support.first_release import Row, left_by_the_first_release

# As the first release made them; these lines never follow the code.
SECRET, SALT = bytes.fromhex("ab" * 32), bytes.fromhex("cd" * 32)
ROUND, AREA, POLL = UUID(int=70), UUID(int=71), UUID(int=72)
PEOPLE = {"0007": ("K7QP2M4X9TRC", "K7QP-2M4X-9TRC"), "A-8": ("000000000001", "0000-0000-0001")}
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U"


def derived(purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"commonpurse residents: {purpose}".encode()).derive(SECRET)


def check_symbol(code: str) -> str:
    value = 0
    for character in code:
        value = value * 32 + ALPHABET.index(character)
    return ALPHABET[value % 37]


def mac(code: str) -> bytes:
    return hmac.digest(derived("invitation codes"), code.encode(), hashlib.sha256)


def pseudonym(number: str) -> str:
    key = hmac.digest(derived("poll keys"), SALT, hashlib.sha256)
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()


def rows() -> list[Row]:
    of_round = {"round_id": ROUND, "area_id": AREA}
    people = [("roll", of_round | {"number": each, "code_mac": mac(code)}) for each, (code, _) in PEOPLE.items()]
    poll = {"poll_id": POLL, "round_id": ROUND, "state": "open", "channels": ["web", "sms"]}
    return [
        ("rounds", {"round_id": ROUND, "name": "Town 2026"}),
        ("areas", of_round | {"name": "North", "lies_in": [AREA]}),
        *people,
        ("polls", poll | {"opens_at": datetime(2026, 11, 1, tzinfo=UTC)}),
        ("poll_keys", {"poll_id": POLL, "salt": SALT}),
    ]


def claims(answer: httpx.Response) -> dict[str, str]:
    """What the permit says."""
    assert answer.status_code == 201, answer.text
    payload = answer.json()["permit"].split(".")[1]
    said: dict[str, str] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return said


async def test_codes_and_pseudonyms_of_an_open_poll_outlive_the_upgrade(
    a_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(tmp_path / "poll-keys"))
    await left_by_the_first_release(a_database, Path(SERVICE.migrations), *rows())

    async with residents_at(a_database, monkeypatch) as residents:
        typed = {number: shown + "-" + check_symbol(code) for number, (code, shown) in PEOPLE.items()}
        before = {number: claims(await residents.ask(code)) for number, code in typed.items()}
        taken = await residents.import_roll(
            ROUND, "Nr;Ortsteil\n7;North\nA-8;North\n", missing="keep", alike_are_same=True
        )
        after = {number: claims(await residents.ask(code)) for number, code in typed.items()}

    assert {number: said["psn"] for number, said in before.items()} == {number: pseudonym(number) for number in PEOPLE}
    assert taken.json()["people"] == 2, "zeros that a spreadsheet ate are the same person, who keeps code and pseudonym"
    assert {number: said["psn"] for number, said in after.items()} == {number: pseudonym(number) for number in PEOPLE}
