"""Followers hear of what happens to an idea: noted in the transaction of what happens, gathered when it is time."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.storage.database import Transaction
from libs.shared.platform.telling.carrier import Carrier
from libs.shared.platform.telling.postman import postmen
from libs.shared.platform.telling.settings import TellingSettings
from libs.shared.platform.telling.text_office import TextOffice
from libs.shared.platform.telling.texter import Texter
from services.ideas.domain.following.follower import told_until
from services.ideas.domain.idea import Idea
from services.ideas.storage.following import follower_tellings, news
from services.ideas.storage.following.text_tellings import TextTellings
from services.ideas.storage.lineage import lineage


async def tell_followers(tx: Transaction, line_id: int, before: Idea, after: Idea, at: datetime) -> None:
    """Have followers of the idea hear of the line, and those of its area and round if it is, or was, public.

    Those who follow an idea that it carries on hear of it, too.
    """
    of_place = [after.round_id, *([after.area_id] if after.area_id else [])]
    is_public = before.is_public or after.is_public
    those = await lineage.family(tx.session, after.idea_id)
    await news.note(tx.session, line_id, those, [*those, *(of_place if is_public else [])], at)


async def gather_news(runtime: Runtime) -> bool:
    """Make one mail of what some follower is to hear by now; whether there was one to make."""
    now = runtime.clock.now()
    async with runtime.database.transaction(is_shown=False) as tx:
        return await news.gather(tx.session, told_until(now, ZoneInfo(runtime.settings.time_zone)), now)


def carriers_to_followers(runtime: Runtime) -> list[Carrier]:
    """Who brings followers their mails and texts; nobody if neither a mail server nor a provider of texts is set."""

    async def gather_all() -> None:
        while await gather_news(runtime):
            pass

    by_mail = postmen(runtime, follower_tellings, to="followers", first=gather_all)
    return [*by_mail, *_texters(runtime, gather_all)]


def _texters(runtime: Runtime, first: Callable[[], Awaitable[None]]) -> list[Texter]:
    own = TellingSettings()
    if not own.texts_url or not own.texts_from or not own.public_url:
        return []
    tellings = TextTellings(own.public_url, ZoneInfo(runtime.settings.time_zone), own.texts_a_day)
    return [Texter(runtime, tellings, TextOffice(own.texts_url, own.texts_from), to="followers", first=first)]
