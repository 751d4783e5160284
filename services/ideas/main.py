"""The service ideas, put together."""

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
from services.ideas.api import actions, barriers, boundaries, ideas, photos, rounds, synonyms
from services.ideas.api.decisions import decisions
from services.ideas.api.desk import answers, departments, notes, opinions, queue, taking_back, templates
from services.ideas.api.following import following, supports
from services.ideas.api.lineage import merging, splitting
from services.ideas.api.moving_in import imports
from services.ideas.api.problems import PROBLEMS
from services.ideas.api.sittings import sittings, ways
from services.ideas.api.workflows import drafts, workflows, working_days
from services.ideas.domain.moving_in.importing import LARGEST
from services.ideas.storage import tellings as tellings_of_ideas
from services.ideas.subscriptions import SUBSCRIPTIONS
from services.ideas.use_cases.desk.ask_opinions import erase_opinions
from services.ideas.use_cases.desk.escalate import escalation_clerk
from services.ideas.use_cases.desk.send_answers_out import answer_clerk
from services.ideas.use_cases.desk.write_notes import erase_notes
from services.ideas.use_cases.erase_contacts import erase_contacts
from services.ideas.use_cases.erase_originals import erase_originals
from services.ideas.use_cases.following.tell_followers import carriers_to_followers
from services.ideas.use_cases.moving_in.import_ideas import erase_imports
from services.ideas.use_cases.moving_in.take_lines import import_clerk
from services.ideas.use_cases.workflows.keep_shipped_workflows import keep_shipped_workflows


@asynccontextmanager
async def _prepared(runtime: Runtime) -> AsyncIterator[None]:
    own = TellingSettings()
    runtime.own["mail_goes_out"] = own.smtp_url is not None
    # A mail to a follower is worth nothing without the link by which they say yes, and no.
    runtime.own["links_go_out"] = own.smtp_url is not None and own.public_url is not None
    runtime.own["countries_texted"] = own.countries_texted
    runtime.own[DARKROOM] = Darkroom()
    await keep_shipped_workflows(runtime.database, runtime.clock)
    yield


async def _erase(runtime: Runtime) -> int:
    at = runtime.database, runtime.clock
    erased = await erase_contacts(*at) + await erase_originals(*at)
    return erased + await erase_notes(*at) + await erase_opinions(*at) + await erase_imports(*at)


def _own_workers(runtime: Runtime) -> Sequence[Worker]:
    return [
        Eraser("ideas", partial(_erase, runtime)),
        answer_clerk(runtime),
        import_clerk(runtime),
        escalation_clerk(runtime),
        *postmen(runtime, tellings_of_ideas.KEPT),
        *carriers_to_followers(runtime),
    ]


SERVICE = Service(
    name="ideas",
    title="Rounds, and what residents suggest",
    migrations=Path(__file__).parent / "migrations",
    routers=[
        *(rounds.router, workflows.router, drafts.router, working_days.router, boundaries.router),
        *(ideas.router, photos.router, actions.router, synonyms.router),
        *(desk.router("ideas", tellings_of_ideas.KEPT), barriers.router),
        *(sittings.router, ways.router, decisions.router),
        *(queue.router, departments.router, notes.router, templates.router, answers.router),
        *(taking_back.router, opinions.router),
        *(following.router, supports.router),
        *(merging.router, splitting.router),
        imports.router,
    ],
    problems=PROBLEMS,
    longer_bodies={"photos": LONGEST_PHOTO, "imports": LARGEST + 1},
    subscriptions=SUBSCRIPTIONS,
    prepare=_prepared,
    own_workers=_own_workers,
)
