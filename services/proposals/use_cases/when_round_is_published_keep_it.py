"""A round was published or changed: keep what proposals need of it."""

from datetime import date

from libs.shared.events.ideas import RoundChanged, RoundPublished
from libs.shared.kernel.calendar import last_day
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.round import Round
from services.proposals.storage import rounds


async def when_round_is_published_keep_it(fact: Fact[RoundPublished | RoundChanged], tx: Transaction) -> None:
    """Keep the round's money, funds, areas and end."""
    news = fact.event
    announced = Round(
        news.round_id,
        news.currency,
        news.hourly_value_cents,
        tuple(fund.fund_id for fund in news.funds),
        tuple(area.area_id for area in news.areas),
        last_day([_day(phase.ends_on) for phase in news.calendar]),
    )
    await rounds.keep(tx.session, announced)


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
