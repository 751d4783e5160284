"""What the routes of residents need at hand.

All of it is async, though nothing waits: FastAPI sends every other dependency through a thread, which takes longer than
the permit itself.
"""

from typing import Annotated

from fastapi import Depends

from libs.shared.kernel.clock import Clock
from libs.shared.platform.access.attempts import Attempts
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.storage.database import Database
from services.residents.storage.passwords import Passwords
from services.residents.storage.poll_keys import PollKeys
from services.residents.storage.vault import Vault

SHOWN_ONCE = {"Cache-Control": "no-store"}
"""Headers of an answer with a secret: nothing on the way keeps it."""


async def _clock(runtime: Annotated[Runtime, Depends(runtime_of)]) -> Clock:
    return runtime.clock


async def _vault(runtime: Annotated[Runtime, Depends(runtime_of)]) -> Vault:
    vault: Vault = runtime.own["vault"]
    return vault


async def _poll_keys(runtime: Annotated[Runtime, Depends(runtime_of)]) -> PollKeys:
    keys: PollKeys = runtime.own["poll_keys"]
    return keys


async def _passwords(runtime: Annotated[Runtime, Depends(runtime_of)]) -> Passwords:
    passwords: Passwords = runtime.own["passwords"]
    return passwords


async def _attempts(runtime: Annotated[Runtime, Depends(runtime_of)]) -> Attempts:
    return runtime.attempts


TheRuntime = Annotated[Runtime, Depends(runtime_of)]
TheDatabase = Annotated[Database, Depends(database_of)]
TheClock = Annotated[Clock, Depends(_clock)]
TheVault = Annotated[Vault, Depends(_vault)]
ThePollKeys = Annotated[PollKeys, Depends(_poll_keys)]
ThePasswords = Annotated[Passwords, Depends(_passwords)]
TheAttempts = Annotated[Attempts, Depends(_attempts)]
