"""What others are told of a poll, and of a rehearsal: the one way by which news of either leaves voting.

Of a rehearsal nobody hears but residents, who give permits for it, and they under other names. So whoever listens to
polls, here or elsewhere, today or in years, cannot take one for real (decision 41).
"""

from collections.abc import Callable, Mapping
from typing import Any

from libs.shared.events.envelope import Event
from libs.shared.events.rehearsals import RehearsalEnded, RehearsalOpened, RehearsalPublished
from libs.shared.events.voting import PollCancelled, PollClosed, PollOpened, PollPublished
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.poll import Poll


def tell(poll: Poll, tx: Transaction, news: Event) -> None:
    """Announce what happened to the poll; to a rehearsal, what residents need to know of that, if anything."""
    if not poll.is_rehearsal:
        tx.announce(news)
    elif told := _FOR_RESIDENTS.get(type(news)):
        tx.announce(told(news))


def _published(news: PollPublished) -> RehearsalPublished:
    return RehearsalPublished(
        poll_id=news.poll_id,
        round_id=news.round_id,
        area_id=news.area_id,
        channels=news.channels,
        opens_at=news.opens_at,
    )


def _opened(news: PollOpened) -> RehearsalOpened:
    return RehearsalOpened(poll_id=news.poll_id)


def _ended(news: PollClosed | PollCancelled) -> RehearsalEnded:
    return RehearsalEnded(poll_id=news.poll_id)


_FOR_RESIDENTS: Mapping[type[Event], Callable[[Any], Event]] = {
    PollPublished: _published,
    PollOpened: _opened,
    PollClosed: _ended,
    PollCancelled: _ended,
}
