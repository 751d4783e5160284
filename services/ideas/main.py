"""The service ideas, put together."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from libs.shared.platform.running.eraser import Eraser
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import Service
from libs.shared.platform.running.workers import Worker
from services.ideas.api import actions, ideas, rounds, tellings
from services.ideas.api.problems import PROBLEMS
from services.ideas.clients.post_office import PostOffice
from services.ideas.settings import IdeasSettings
from services.ideas.subscriptions import SUBSCRIPTIONS
from services.ideas.use_cases.erase_contacts import erase_contacts
from services.ideas.use_cases.erase_originals import erase_originals
from services.ideas.use_cases.tell_by_mail import Postman


@asynccontextmanager
async def _prepared(runtime: Runtime) -> AsyncIterator[None]:
    runtime.own["mail_goes_out"] = IdeasSettings().smtp_url is not None
    yield


async def _erase(runtime: Runtime) -> int:
    at = runtime.database, runtime.clock
    return await erase_contacts(*at) + await erase_originals(*at)


def _own_workers(runtime: Runtime) -> Sequence[Worker]:
    own = IdeasSettings()
    eraser = Eraser("ideas", partial(_erase, runtime))
    if own.smtp_url is None or own.mail_from is None:
        return [eraser]
    post = PostOffice(own.smtp_url, own.mail_from)
    return [eraser, Postman(runtime.database, runtime.doorbell, runtime.clock, post, own.public_url)]


SERVICE = Service(
    name="ideas",
    title="Rounds, and what residents suggest",
    migrations=Path(__file__).parent / "migrations",
    routers=[rounds.router, ideas.router, actions.router, tellings.router],
    problems=PROBLEMS,
    subscriptions=SUBSCRIPTIONS,
    prepare=_prepared,
    own_workers=_own_workers,
)
