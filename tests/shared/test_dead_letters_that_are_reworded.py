"""What was taken down is down in events that a listener had set aside, too, replayed or not."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from libs.shared.events.envelope import Envelope, Event
from libs.shared.events.examples import example_of
from libs.shared.events.ideas import (
    IdeaAccepted,
    IdeaReasonReworded,
    IdeaRejected,
    IdeaReworded,
    IdeaStateChanged,
    RoundChanged,
)
from libs.shared.events.proposals import OfferDeclined, OfferReworded, ProposalAccepted, ProposalReworded
from libs.shared.events.voting import OutcomeAnnounced, PollPublished, PollReasonReworded, PollRenamed, PollReworded
from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.ids import new_id
from libs.shared.platform.facts.dead_letters import DeadLetter
from libs.shared.platform.storage.database import Transaction
from tests.shared.test_listener import listen_to_all
from tests.support.crier import Crier
from tests.support.script import Script

NAME, ABOUT, PROJECT, OTHER = "Quittenbaum", uuid4(), uuid4(), uuid4()
TOLD = UUID(int=7)
OF_TOLD = {"event_id": TOLD, "words": "Clean.", "reason": "A name."}


class NobodyWants(DomainError):
    """Whatever is told."""

    code = "nobody-wants"


def an_event(model: type[Event], **data: Any) -> Event:
    """The example, about the same thing as all others here."""
    about = {"idea_id": ABOUT, "proposal_id": ABOUT, "poll_id": ABOUT, "offer_id": OTHER}
    ours = {name: about[name] for name in about if name in model.model_fields}
    return example_of(model).model_copy(update=ours | data)


def told(event: Event, position: int, event_id: UUID | None = None) -> bytes:
    """The event as it travels."""
    key = str(event.key)
    return Envelope(
        id=event_id or new_id(),
        source="voting",
        type=event.type,
        subject=key,
        time="2026-11-23T12:00:00Z",
        partitionkey=key,
        position=position,
        data=event,
    ).encode()


async def refuse(_envelopes: object, _tx: Transaction) -> None:
    """A listener that can apply nothing."""
    raise NobodyWants("Nobody wants to hear it.")


async def letters(crier: Crier) -> list[str]:
    async with crier.database.reading() as session:
        return list(await session.scalars(select(DeadLetter.body).order_by(DeadLetter.id)))


def with_projects(model: type[Event], **of_the_first: str) -> Event:
    """A poll's event with two projects, of which the first has the words."""
    [line] = example_of(model).projects  # type: ignore[attr-defined]
    first = line.model_copy(update={"proposal_id": PROJECT} | of_the_first)
    return an_event(model, projects=[first, line])


def a_round(name: str) -> Event:
    """News of a round in which everything is called so."""
    area, fund = example_of(RoundChanged).areas[0], example_of(RoundChanged).funds[0]
    named = {"areas": [area.model_copy(update={"name": name})], "funds": [fund.model_copy(update={"name": name})]}
    return an_event(RoundChanged, round_id=ABOUT, name=name, **named)


@pytest.mark.parametrize(
    ("before", "news"),
    [
        (an_event(IdeaAccepted, title=NAME, text=NAME), an_event(IdeaReworded, title="Clean", text="Clean")),
        (an_event(IdeaAccepted, title=NAME, text=NAME), an_event(IdeaReworded, title=None, text=None)),
        (an_event(ProposalAccepted, title=NAME, summary=NAME), an_event(ProposalReworded, title=None, summary=None)),
        (an_event(IdeaRejected, reason=NAME), an_event(IdeaReasonReworded, field="reason", **OF_TOLD)),
        (an_event(IdeaStateChanged, text=NAME), an_event(IdeaReasonReworded, field="text", **OF_TOLD)),
        (
            an_event(IdeaReasonReworded, field="text", words=NAME, standing=NAME, event_id=TOLD),
            an_event(IdeaReasonReworded, field="text", standing="Clean.", **OF_TOLD),
        ),
        (an_event(PollPublished, name=NAME), an_event(PollRenamed, name="Clean")),
        (a_round(NAME), a_round("Clean")),
        (an_event(OfferDeclined, reason=NAME), an_event(OfferReworded, answer="Clean", reason="A name.")),
        (with_projects(PollPublished, title=NAME), an_event(PollReworded, proposal_id=PROJECT, title="Clean")),
        (
            with_projects(OutcomeAnnounced, withdrawn=NAME),
            an_event(PollReasonReworded, proposal_id=PROJECT, field="withdrawn", **OF_TOLD),
        ),
    ],
    ids=lambda each: type(each).__name__,
)
@pytest.mark.parametrize("news_is_set_aside", [False, True])
async def test_a_letter_says_what_its_event_says_now(
    crier: Crier, before: Event, news: Event, news_is_set_aside: bool
) -> None:
    await listen_to_all(crier, Script([told(before, 1, TOLD)]), refuse)
    assert NAME in (await letters(crier))[0]

    if news_is_set_aside:
        await listen_to_all(crier, Script([told(news, 2)]), refuse)
    else:
        await listen_to_all(crier, Script([told(news, 2)]))

    body = (await letters(crier))[0]
    assert NAME not in body
    assert type(before).model_validate(Envelope.decode(body).data)


async def test_letters_about_other_things_stay_as_they_came(crier: Crier) -> None:
    other = an_event(IdeaAccepted, title=NAME).model_copy(update={"idea_id": OTHER})
    await listen_to_all(crier, Script([told(other, 1)]), refuse)
    before = await letters(crier)

    await listen_to_all(crier, Script([told(an_event(IdeaReworded), 2)]))

    assert await letters(crier) == before


async def test_a_letter_that_nobody_can_read_and_that_names_the_thing_is_emptied(crier: Crier) -> None:
    nonsense = f'{{"subject": "{ABOUT}", "title": "{NAME}"}}'.encode()
    await listen_to_all(crier, Script([nonsense]), refuse)

    await listen_to_all(crier, Script([told(an_event(IdeaReworded), 2)]))

    assert await letters(crier) == ["[…]"]
