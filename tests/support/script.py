"""A stream that a test writes itself."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.streams.stream import Batch, Delivery


class Script:
    """A stream that delivers what it was told to, once each, and remembers what was acknowledged."""

    def __init__(self, *batches: Sequence[bytes]) -> None:
        self._left = list(batches)
        self.acknowledged: list[object] = []

    async def start(self) -> None: ...

    async def next_batch(self, at_most: int, wait: timedelta) -> Batch | None:
        if not self._left:
            return None
        deliveries = [Delivery(f"voting/0@{hash(body)}", body) for body in self._left.pop(0)]
        return Batch("voting", deliveries, token=len(self.acknowledged))

    async def acknowledge(self, batch: Batch) -> None:
        self.acknowledged.append(batch.token)

    async def is_at_head(self) -> bool:
        return not self._left

    async def behind(self) -> Mapping[ServiceName, int]:
        return {"voting": len(self._left)}

    async def aclose(self) -> None: ...
