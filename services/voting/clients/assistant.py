"""A process that reads permits beside this one. It learns what this one knows, over a pipe, and keeps nothing."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import Sequence
from uuid import UUID

import structlog
from nacl.signing import VerifyKey
from pydantic_core import from_json, to_json

from libs.shared.platform.running.process_beside import end, start_beside
from services.voting.domain.casting.permit import Permit
from services.voting.domain.polls.poll import Channel

log = structlog.get_logger()

_Told = tuple[str, str, str | None, Channel, bool]
_PROCESS = "services.voting.clients.assistant_process"
_LONGEST_LINE = 4_000_000
_PATIENCE_S = 5.0


class Assistant:
    """One process, started when it is first needed, and anew if it ends. It ends by itself when this one is gone."""

    def __init__(self) -> None:
        self._process: Process | None = None

    async def read_all(self, tokens: Sequence[str], key: VerifyKey, now: float) -> list[Permit | None] | None:
        """For each token its permit, or None if it needs a closer look; None for all if the assistant is not well."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                answer = await self._ask(to_json({"tokens": list(tokens), "key": key.encode().hex(), "now": now}))
            return [told and _permit(told) for told in answer]
        except (OSError, ValueError, TimeoutError) as error:
            log.warning("the assistant is not well", failure=type(error).__name__)
            await self.aclose()
            return None
        except asyncio.CancelledError:
            # The answer to this question may still come; it must never be taken for the answer to the next one.
            await self.aclose()
            raise

    async def aclose(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await end(process)

    async def _ask(self, question: bytes) -> list[_Told | None]:
        process = self._process = self._process or await start_beside(_PROCESS, longest_line=_LONGEST_LINE)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(question + b"\n")
        await process.stdin.drain()
        answer: list[_Told | None] = from_json(await process.stdout.readline())
        return answer


def _permit(told: _Told) -> Permit:
    poll_id, pseudonym, area_id, channel, is_test = told
    return Permit(UUID(poll_id), bytes.fromhex(pseudonym), UUID(area_id) if area_id else None, channel, is_test)
