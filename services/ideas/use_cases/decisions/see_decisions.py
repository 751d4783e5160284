"""See decisions, and what can be decided about ideas."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from libs.shared.kernel.contact import SEES_CONTACTS
from libs.shared.kernel.own_words import Original
from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.words import Words
from libs.shared.kernel.workflow import Action
from libs.shared.platform.storage.database import Database
from services.ideas.domain.decisions.decision import Decision, ResolvingBody, WantedDecisions
from services.ideas.domain.idea import Idea
from services.ideas.storage import originals, workflows
from services.ideas.storage.decisions import decisions
from services.ideas.storage.sittings import ideas_on_agendas
from services.ideas.use_cases.decisions.results import ROLES
from services.ideas.use_cases.decisions.steps import offered_to
from services.ideas.use_cases.see_idea import number_or_id
from services.ideas.use_cases.take_action import OpenChoices


@dataclass(frozen=True, slots=True)
class SeenDecision:
    """A decision with its ideas, and what it comes to for each in the words of its workflow."""

    decision: Decision
    ideas: Mapping[UUID, Idea]
    outcomes: Mapping[UUID, Words]
    shows_words: bool
    originals: Sequence[Original] = ()


@dataclass(frozen=True, slots=True)
class Decidable:
    """What a body can decide about an idea as it stands."""

    idea: Idea
    actions: Sequence[Action]
    choices: OpenChoices


async def see_decision(decision_id: UUID, roles: Collection[str], database: Database) -> SeenDecision:
    """The decision.

    Raises:
        DecisionIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        decision = await decisions.get(session, decision_id)
        named = await ideas_on_agendas.named(session, [result.idea_id for result in decision.results])
        ideas = {idea.idea_id: idea for idea in named.values()}
        by_key = await workflows.of_ideas(session, ideas.values())
        outcomes = {
            result.idea_id: by_key[ideas[result.idea_id].workflow_key].state(result.outcome).label
            for result in decision.results
        }
        kept = await originals.of_idea(session, decision_id) if SEES_CONTACTS & {*roles} else []
    return SeenDecision(decision, ideas, outcomes, bool(roles), kept)


async def list_decisions(wanted: WantedDecisions, page: Page, database: Database) -> Found[Decision]:
    """A page of the decisions, the one that was recorded last first."""
    async with database.reading() as session:
        return await decisions.look(session, wanted, page)


async def what_can_be_decided(body: ResolvingBody, numbers: Sequence[str], database: Database) -> list[Decidable]:
    """Of each of the ideas that there are, in that order, what the body can decide about it now."""
    async with database.reading() as session:
        names = [number_or_id(number) for number in numbers]
        found = await ideas_on_agendas.named(session, names)
        ideas = [found[name] for name in dict.fromkeys(names) if name in found]
        return [Decidable(idea, *await offered_to(session, ROLES[body], idea)) for idea in ideas]
