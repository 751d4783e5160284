"""What becomes of a proposal's own words when they change, or leave the public: the same everywhere (decision 23)."""

from datetime import datetime
from typing import Any

from libs.shared.events.proposals import ProposalAccepted, ProposalReworded
from libs.shared.events.words import TAKEN_DOWN, IdeaWords
from libs.shared.kernel.ballot_budget import CORRECTIONS
from libs.shared.kernel.corrections import corrects
from libs.shared.kernel.own_words import Original, OwnWords
from libs.shared.kernel.workflow import Step
from libs.shared.platform.facts import retelling
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.taken_along import Vanished
from services.proposals.domain.telling import openings_of
from services.proposals.domain.workflow import WORKFLOW
from services.proposals.storage import originals, proposals, tellings
from services.proposals.storage.first_words import FIRST_WORDS

_HOLD_WORDS = (ProposalAccepted, ProposalReworded)
_NOTHING = OwnWords(TAKEN_DOWN, TAKEN_DOWN)


async def say_in_public(tx: Transaction, before: Proposal, after: Proposal, step: Step) -> None:
    """Have events, those of before too, say what everybody may read of the proposal now, if that is not what it was."""
    is_told_by_itself = before.said_in_public is None and step.action.name == "accept"
    is_redacted = step.action.name == "redact" and after.said_in_public is not None
    # One that changes nothing takes down how it was first written, of its idea, too.
    if is_told_by_itself or (before.said_in_public == after.said_in_public and not is_redacted):
        return
    left = after.said_in_public or _NOTHING
    told: dict[str, Any] = IdeaWords.of(left).model_dump()
    told["summary"] = told.pop("text")
    await tx.write_announced()
    await retelling.reword(tx.session, after.proposal_id, _HOLD_WORDS, told)
    shown: dict[str, Any] = told if after.said_in_public else dict.fromkeys(told)
    about: dict[str, Any] = {"proposal_id": after.proposal_id}
    if step.action.name == "redact":
        about |= {"reason": step.fields.get("reason"), "came_from": after.idea_id} | await _of_its_idea(
            tx, before, after
        )
    if step.action.name in CORRECTIONS:
        about["corrected"] = step.action.name.removeprefix("correct-")
    tx.announce(ProposalReworded(**about, **shown))


async def tell_the_title_of_now(tx: Transaction, before: Proposal, after: Proposal) -> None:
    """Have what is told to those who offered help call the proposal as it is called now, if it may be called so."""
    for was, says in zip(openings_of(before), openings_of(after), strict=True):
        if was != says:
            await tellings.say_otherwise(tx.session, after.number, was, says)


async def _of_its_idea(tx: Transaction, before: Proposal, after: Proposal) -> dict[str, Any]:
    """The idea that must follow, and what it is to say if that is not what the proposal says."""
    if before.says_as_idea:
        return {"idea_id": after.idea_id}
    former = await proposals.words_of_idea(tx.session, after.proposal_id)
    left = former and Vanished.between(before.own_words, after.own_words).out_of(former)
    if left is None or left == former:
        return {}
    await proposals.keep_words_of_idea(tx.session, after.proposal_id, left)
    return {"idea_id": after.idea_id, "idea_words": IdeaWords.of(left)}


async def keep_what_is_taken_down(tx: Transaction, before: Proposal, after: Proposal, step: Step, at: datetime) -> None:
    """Keep the words of before apart for a while if the step takes them down, with how it was first written.

    If the step corrects them, they are how it was first written, and stay beside it.
    """
    if corrects(step, before.own_words, after.own_words):
        await FIRST_WORDS.keep(tx.session, before.proposal_id, before.own_words, at)
    is_refused_for_them = step.fields.get("criterion") in WORKFLOW.against_words
    if step.action.name == "redact" or is_refused_for_them or (before.is_public and not after.is_public):
        await originals.keep(tx.session, before.proposal_id, Original.taken_down(before.own_words, at))
        await FIRST_WORDS.take_down(tx.session, before.proposal_id, at)
