"""The service proposals, put together."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from libs.shared.platform.running.eraser import Eraser
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import Service
from libs.shared.platform.running.workers import Worker
from services.proposals.api import offers, proposal_actions, proposals
from services.proposals.api.problems import PROBLEMS
from services.proposals.subscriptions import SUBSCRIPTIONS
from services.proposals.use_cases.erase_contacts import erase_contacts
from services.proposals.use_cases.erase_originals import erase_originals


async def _erase(runtime: Runtime) -> int:
    at = runtime.database, runtime.clock
    return await erase_contacts(*at) + await erase_originals(*at)


def _own_workers(runtime: Runtime) -> Sequence[Worker]:
    return [Eraser("proposals", partial(_erase, runtime))]


SERVICE = Service(
    name="proposals",
    title="Proposals, and what people offer to contribute",
    migrations=Path(__file__).parent / "migrations",
    routers=[proposals.router, proposal_actions.router, offers.router],
    problems=PROBLEMS,
    subscriptions=SUBSCRIPTIONS,
    own_workers=_own_workers,
)
