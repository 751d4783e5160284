"""The worker that empties the mailbox: each mail is dealt with, and only then put away."""

import asyncio
import time
from collections.abc import Callable
from datetime import date, timedelta

import structlog

from gateways.mail.conversation import IGNORED, Outcome, counted
from gateways.mail.desk import Desk
from gateways.mail.letter.reading import MailIsUnreadable, read_mail
from gateways.mail.mailbox.box import HANDLED, UNANSWERED, Mailbox
from libs.shared.platform.running import retrying
from libs.shared.platform.watching.failures import place_of

log = structlog.get_logger()

_AT_A_TIME = 50
_MOST_FAILURES = 5
_LONGEST_PAUSE_S = 900.0
_CLEARS_EVERY_S = 3600.0


class Collector:
    """Looks into the mailbox over and over. A mail that fares badly waits, and holds up no other."""

    def __init__(
        self, box: Mailbox, desk: Desk, *, look_every_s: float, keep_days: int, today: Callable[[], date]
    ) -> None:
        self.name = "mail.collector"
        self._box, self._desk, self._look_every_s = box, desk, look_every_s
        self._keep_days, self._today = keep_days, today
        self._tries: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self._clear_at = 0.0

    async def run(self) -> None:
        """Look until cancelled."""
        try:
            await retrying.forever(self._look_and_wait, what=self.name)
        finally:
            await asyncio.to_thread(self._box.close)

    async def _look_and_wait(self) -> None:
        if not await self.look():
            await asyncio.sleep(self._look_every_s)

    async def look(self) -> int:
        """How many mails were put away of those that wait; the next ones at the next call.

        Raises:
            MailboxIsAway: if nobody can look.
        """
        await self._clear()
        waiting = await asyncio.to_thread(self._box.waiting)
        self._forget_all_but(waiting)
        now = time.monotonic()
        due = [uid for uid in waiting if self._not_before.get(uid, 0.0) <= now][:_AT_A_TIME]
        return sum([await self._one(uid) for uid in due])

    async def _one(self, uid: str) -> bool:
        read = await asyncio.to_thread(self._box.read, uid)
        if read is None:
            return False
        content, is_answered = read
        is_answered = is_answered or await self._is_a_copy(content)
        try:
            outcome = await self._desk.receive(content, is_answered=is_answered)
        except Exception as fault:  # noqa: BLE001 - one mail that we stumble over must not hold up the others
            outcome = self._stumbled(uid, fault)
        if not outcome.is_final:
            self._wait(uid)
            return False
        if not is_answered and outcome != IGNORED:
            await asyncio.to_thread(self._box.mark_answered, uid)
        await asyncio.to_thread(self._box.put_away, uid, UNANSWERED if outcome == IGNORED else HANDLED)
        return True

    async def _is_a_copy(self, content: bytes) -> bool:
        """Whether the same mail was dealt with before: servers deliver some twice."""
        try:
            letter = await asyncio.to_thread(read_mail, content)
        except MailIsUnreadable:
            return False
        if not letter.message_id or not letter.sender or not (letter.message_id + letter.sender).isascii():
            return False
        return await asyncio.to_thread(self._box.was_handled, letter.message_id, letter.sender)

    def _stumbled(self, uid: str, fault: Exception) -> Outcome:
        """After a few tries a person may look at it: it is put where those lie that nobody answered."""
        failures = self._tries.get(uid, 0) + 1
        log.error("a mail was not understood", failure=type(fault).__name__, where=place_of(fault), failures=failures)
        return counted(IGNORED if failures >= _MOST_FAILURES else Outcome("stumbled", is_final=False))

    def _wait(self, uid: str) -> None:
        tries = self._tries[uid] = self._tries.get(uid, 0) + 1
        self._not_before[uid] = time.monotonic() + min(_LONGEST_PAUSE_S, self._look_every_s * 2 ** min(tries - 1, 10))

    def _forget_all_but(self, waiting: list[str]) -> None:
        there = set(waiting)
        self._tries = {uid: count for uid, count in self._tries.items() if uid in there}
        self._not_before = {uid: at for uid, at in self._not_before.items() if uid in there}

    async def _clear(self) -> None:
        if time.monotonic() < self._clear_at:
            return
        self._clear_at = time.monotonic() + _CLEARS_EVERY_S
        before = self._today() - timedelta(days=self._keep_days)
        if gone := await asyncio.to_thread(self._box.clear, before):
            log.info("old mails deleted", mails=gone)
