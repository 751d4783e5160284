"""The service deliberation, put together."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from libs.shared.platform.running.eraser import Eraser
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import Service
from libs.shared.platform.running.workers import Worker
from libs.shared.platform.telling import desk
from libs.shared.platform.telling.postman import postmen
from libs.shared.platform.telling.settings import TellingSettings
from services.deliberation.api import comments, discussions
from services.deliberation.api.problems import PROBLEMS
from services.deliberation.settings import DeliberationSettings
from services.deliberation.storage import tellings as tellings_of_comments
from services.deliberation.subscriptions import SUBSCRIPTIONS
from services.deliberation.use_cases.erase_contacts import erase_contacts
from services.deliberation.use_cases.erase_originals import erase_originals


async def _erase(runtime: Runtime) -> int:
    at = runtime.database, runtime.clock
    return await erase_contacts(*at) + await erase_originals(*at)


@asynccontextmanager
async def _prepared(runtime: Runtime) -> AsyncIterator[None]:
    runtime.own["mail_goes_out"] = TellingSettings().smtp_url is not None
    runtime.own["settings"] = DeliberationSettings()
    yield


def _own_workers(runtime: Runtime) -> Sequence[Worker]:
    return [Eraser("deliberation", partial(_erase, runtime)), *postmen(runtime, tellings_of_comments.KEPT)]


SERVICE = Service(
    name="deliberation",
    title="Discussion of ideas and proposals",
    migrations=Path(__file__).parent / "migrations",
    routers=[discussions.router, comments.router, desk.router("deliberation", tellings_of_comments.KEPT)],
    problems=PROBLEMS,
    subscriptions=SUBSCRIPTIONS,
    prepare=_prepared,
    own_workers=_own_workers,
)
