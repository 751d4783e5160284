"""The service proposals, put together."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from libs.shared.kernel.photos.photo import LONGEST_PHOTO
from libs.shared.platform.photos.darkroom import DARKROOM, Darkroom
from libs.shared.platform.running.eraser import Eraser
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import Service
from libs.shared.platform.running.workers import Worker
from libs.shared.platform.telling import desk
from libs.shared.platform.telling.postman import postmen
from libs.shared.platform.telling.settings import TellingSettings
from services.proposals.api import offers, photos, proposal_actions, proposals, sheets, workflow
from services.proposals.api.problems import PROBLEMS
from services.proposals.storage import tellings as tellings_of_offers
from services.proposals.subscriptions import SUBSCRIPTIONS
from services.proposals.use_cases.erase_contacts import erase_contacts
from services.proposals.use_cases.erase_originals import erase_originals


async def _erase(runtime: Runtime) -> int:
    at = runtime.database, runtime.clock
    return await erase_contacts(*at) + await erase_originals(*at)


@asynccontextmanager
async def _prepared(runtime: Runtime) -> AsyncIterator[None]:
    runtime.own[DARKROOM] = Darkroom()
    runtime.own["mail_goes_out"] = TellingSettings().smtp_url is not None
    yield


def _own_workers(runtime: Runtime) -> Sequence[Worker]:
    return [Eraser("proposals", partial(_erase, runtime)), *postmen(runtime, tellings_of_offers.KEPT)]


SERVICE = Service(
    name="proposals",
    title="Proposals, and what people offer to contribute",
    migrations=Path(__file__).parent / "migrations",
    routers=[
        proposals.router,
        proposal_actions.router,
        sheets.router,
        photos.router,
        offers.router,
        workflow.router,
        desk.router("proposals", tellings_of_offers.KEPT),
    ],
    problems=PROBLEMS,
    subscriptions=SUBSCRIPTIONS,
    prepare=_prepared,
    longer_bodies={"photos": LONGEST_PHOTO},
    own_workers=_own_workers,
)
