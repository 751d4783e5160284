"""Puts residents together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import Service
from services.residents.api import invitations, keys, passkeys, permits, rehearsals, roll, second_factor, staff
from services.residents.api.integrators import accounts as integrators
from services.residents.api.integrators import own_key, tokens
from services.residents.api.problems import PROBLEMS
from services.residents.domain.passkey import Site
from services.residents.domain.roll import MAX_BYTES
from services.residents.settings import PollKeySettings, ResidentsSettings
from services.residents.storage.passwords import Passwords
from services.residents.storage.poll_keys import PollKeys
from services.residents.storage.vault import open_vault
from services.residents.subscriptions import SUBSCRIPTIONS
from services.residents.use_cases.employ_staff import employ_first_administrator, first_name
from services.residents.use_cases.know_the_secret import know_the_secret
from services.residents.use_cases.move_poll_keys import move_poll_keys


@asynccontextmanager
async def _prepared(runtime: Runtime) -> AsyncIterator[None]:
    settings = ResidentsSettings()
    vault, passwords = open_vault(bytes.fromhex(settings.secret.get_secret_value())), Passwords()
    keys = PollKeys(PollKeySettings().folder)
    runtime.own |= {"vault": vault, "passwords": passwords, "poll_keys": keys}
    runtime.own["site"] = Site.at(settings.public_url)
    runtime.own["is_strict"] = settings.sign_in == "strict"
    is_new = settings.secret_is_new
    await know_the_secret(vault.fingerprint, is_new=is_new, database=runtime.database, keys=keys)
    await move_poll_keys(runtime.database, keys)
    password = settings.admin_password.get_secret_value() if settings.admin_password else None
    name = first_name(settings.admin_name, is_strict=runtime.own["is_strict"])
    await employ_first_administrator(name, password, runtime.database, passwords)
    yield


SERVICE = Service(
    name="residents",
    title="residents",
    migrations=Path(__file__).parent / "migrations",
    routers=[
        keys.router,
        staff.router,
        second_factor.router,
        passkeys.router,
        roll.router,
        invitations.router,
        rehearsals.router,
        permits.router,
        integrators.router,
        own_key.router,
        tokens.router,
    ],
    problems=PROBLEMS,
    subscriptions=SUBSCRIPTIONS,
    prepare=_prepared,
    # One byte more, so that the roll's own refusal, which names the limit, is the one that is read.
    longer_bodies={"roll": MAX_BYTES + 1},
)
