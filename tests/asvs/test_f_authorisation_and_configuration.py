"""ASVS 5.0, chapters 8 and 11 to 13: who may, keys, transport, configuration."""

import re
import ssl
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.streams.kafka.door import reached_by
from services.residents.storage import vault
from tests.asvs.test_a_input_and_logic import asked
from tests.residents.conftest import ADMIN_PASSWORD
from tests.residents.strict import FIRST, OWN, Strict, a_colleague
from tests.residents.test_staff import STAFF
from tests.shared.test_inspectors import EVERYTHING
from tests.support.crier import a_service, crying
from tests.support.staff import beside_residents
from tests.support.staff_routes import asks_for_a_key, asks_who_it_is, every_route
from tests.web.town import Town

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


# What anybody may ask, without being anybody: signing in, first steps, permits, ballots, receipts, and what is public.
FOR_ALL = {
    "/api/residents/v1/integrators/current",
    "/api/residents/v1/keys",
    "/api/residents/v1/oauth/token",
    "/api/residents/v1/permits",
    "/api/residents/v1/staff/sessions",
    "/api/residents/v1/staff/sessions/current",
    "/api/residents/v1/staff/me",
    "/api/residents/v1/staff/me/password",
    "/api/residents/v1/staff/me/second-factor",
    "/api/residents/v1/staff/me/second-factor/end",
    "/api/residents/v1/staff/me/passkeys",
    "/api/residents/v1/staff/me/passkeys/questions",
    "/api/residents/v1/staff/me/passkeys/{passkey_id}/end",
    "/api/residents/v1/staff/passkey-questions",
    "/api/residents/v1/staff/passkey-sessions",
}


def test_8_1_1_every_route_that_changes_something_says_whom_it_is_for() -> None:
    for_anybody = {
        route.path
        for _, route in every_route()
        if (route.methods or set()) - {"GET", "HEAD"} and not (asks_who_it_is(route) or asks_for_a_key(route))
    } - FOR_ALL

    assert for_anybody == {
        "/api/ideas/v1/following",  # nobody hears of anything before they say yes by the link in a mail
        "/api/ideas/v1/following/by-text",  # for the text gateway: tests/ideas/following/test_by_text.py
        "/api/ideas/v1/following/mine",  # by the key of that link
        "/api/ideas/v1/following/mine/confirmed",
        "/api/voting/v1/ballots",
        "/api/voting/v1/counts",  # it keeps nothing
        "/api/voting/v1/polls/{poll_id}/receipts",
    }


async def test_8_2_1_what_is_for_staff_is_for_nobody_else(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address) as stranger:
        for _, route in every_route():
            if "residents" not in route.path or route.path in FOR_ALL:
                continue
            for method in route.methods or ():
                path = re.sub(r"\{[^}]*\}", str(uuid4()), route.path)
                assert (await stranger.request(method, path)).status_code == 401, (method, path)


@pytest.mark.parametrize("role", ["moderator", "auditor", "data-entry-officer"])
async def test_8_2_1_and_8_3_1_a_role_does_what_is_its_own_at_the_service_itself(strict: Strict, role: str) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    _, found = await strict.enrol(FIRST)
    administrator = {"Authorization": f"Bearer {found['session']['token']}"}
    await a_colleague(strict, administrator, role)
    await strict.choose_password("Grace", "a long enough password")
    grace = await strict.token("Grace", OWN)

    assert (await strict.http.get(STAFF, headers=grace)).status_code == 403
    assert (await strict.http.post(STAFF, json={}, headers=grace)).status_code == 403
    assert (await strict.http.get("/api/residents/v1/acts", headers=grace)).status_code == (
        200 if role == "auditor" else 403
    )


async def test_8_2_2_and_8_2_3_how_to_reach_somebody_is_told_to_moderators_alone(town: Town) -> None:
    async with asked(town) as client, httpx.AsyncClient(base_url=town.address) as public:
        round_id = (await public.get("/api/ideas/v1/rounds")).json()["items"][0]["round_id"]
        contact = {"kind": "email", "address": "planted@town.example"}
        wish = {"round_id": round_id, "title": "A tree", "text": "One.", "channel": "web", "contact": contact}
        made = await public.post("/api/ideas/v1/ideas", json=wish)
        assert made.status_code == 201, made.text
        number = made.json()["number"]
        body = {"name": "officer-1", "password": town.passwords["officer-1"]}
        token = (await public.post("/api/residents/v1/staff/sessions", json=body)).json()["token"]

        moderators = await client.get(f"/api/ideas/v1/ideas/{number}")
        officers = await public.get(f"/api/ideas/v1/ideas/{number}", headers={"Authorization": f"Bearer {token}"})
        publics = await public.get(f"/api/ideas/v1/ideas/{number}")

    assert "planted@town.example" in moderators.text
    assert "planted@town.example" not in officers.text + publics.text


def test_11_1_1_every_key_is_in_the_inventory() -> None:
    page = (DOCS / "operating.md").read_text().split("## Keys")[1].split("\n## ")[0]
    derived = re.findall(r'derived\("([a-z ]+)"\)', Path(vault.__file__).read_text())
    secrets = re.findall(
        r"^(COMMONPURSE_[A-Z_]*(?:SECRET|PASSWORD))=", (ROOT / ".env.example").read_text(), re.MULTILINE
    )

    words = {
        "poll keys": "the polls' keys",
        "staff tokens": "staff tokens",
        "first steps of staff": "first steps",
        "fingerprint": "fingerprint",
    }
    assert [name for name in derived if words.get(name, name) not in page] == []
    assert [name for name in secrets if name not in page] == []
    assert len(derived) >= 8


def test_11_1_2_of_every_key_it_is_said_how_to_change_it() -> None:
    page = (DOCS / "operating.md").read_text().split("## Keys")[1].split("\n## ")[0]
    rows = [line.split("|")[1:-1] for line in page.splitlines() if line.startswith(("| `", "| half"))]

    assert all(len(row) == 5 and row[3].strip() for row in rows)


def test_11_2_1_and_11_2_3_and_11_5_1_cryptography_is_libraries_own_and_random_is_secure() -> None:
    weak = re.compile(r"hashlib\.(md5|sha1)\(|import random\b|from random import")
    found = {
        file.name
        for part in ("libs", "services", "gateways")
        for file in (ROOT / part).rglob("*.py")
        if weak.search(file.read_text())
    }

    assert found == {"retrying.py"}  # so that not all try again at the same moment: no secret comes of it
    assert len(vault.open_vault(b"s" * 32).second_factor_key) * 8 >= 128


def test_11_4_2_passwords_are_kept_as_argon2id() -> None:
    # In a process of its own: the tests' passwords cost less.
    made = "import asyncio; from services.residents.storage.passwords import Passwords; print(asyncio.run(%s))"
    run = [sys.executable, "-c", made % "Passwords().hash('a long enough password')"]

    kept = subprocess.run(run, capture_output=True, text=True, check=True).stdout

    assert kept.startswith("$argon2id$v=19$m=65536,t=3")


def test_12_1_1_the_documented_proxy_speaks_modern_tls_alone() -> None:
    told = (DOCS / "tls.md").read_text()

    assert "ssl_protocols TLSv1.2 TLSv1.3;" in told
    assert not re.search(r"TLSv1(\.1)?[ ;]|SSLv3", told)


def test_12_2_1_the_documented_proxy_sends_nobody_on_without_tls() -> None:
    told = (DOCS / "tls.md").read_text()

    assert "return 308 https://" in told
    assert "COMMONPURSE_IS_HTTPS=true" in told


def test_12_3_1_and_12_3_3_databases_and_broker_are_reached_by_tls_where_one_says_so() -> None:
    told = reached_by(Settings(kafka="broker:9093", kafka_tls=True))
    context = told["ssl_context"]

    assert (told["security_protocol"], context.verify_mode, context.check_hostname) == ("SSL", ssl.CERT_REQUIRED, True)
    assert "sslmode=verify-full" in (DOCS / "tls.md").read_text()


@pytest.mark.parametrize("name", SERVICE_NAMES)
def test_13_2_2_each_service_has_a_role_and_a_database_of_its_own(name: str) -> None:
    compose = (ROOT / "docker-compose.yml").read_text()

    assert f"postgresql://commonpurse_{name}:${{{name.upper()}_DATABASE_PASSWORD:?}}@" in compose


def test_13_3_1_no_secret_lies_in_the_source() -> None:
    found = [
        file
        for part in ("libs", "services", "gateways", "commonpurse", "deploy", "docs")
        for file in (ROOT / part).rglob("*")
        if file.suffix in (".py", ".md", ".yml", ".sh", ".toml", ".html", ".js")
        and re.search(
            r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[0-9A-Za-z]{36}|eyJ[\w-]{20,}\.eyJ", file.read_text()
        )
    ]

    assert found == []


def test_13_4_1_no_history_of_the_source_is_in_the_image() -> None:
    kept_out = (ROOT / ".dockerignore").read_text().splitlines()

    assert "*" in kept_out
    assert not [line for line in kept_out if line.startswith("!.git")]


@pytest.mark.parametrize("path", EVERYTHING)
async def test_13_4_5_what_is_measured_and_described_is_not_for_everybody(a_database: str, path: str) -> None:
    async with (
        crying(a_service(), Settings(database_url=a_database), beside_residents()) as crier,
        httpx.AsyncClient(transport=httpx.ASGITransport(crier.app), base_url="http://town/api/voting") as stranger,
    ):
        assert (await stranger.get(path)).status_code == 401
