"""A shelf that holds so many bytes: what nobody has asked for longest makes room."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

_BESIDE_ITS_BYTES = 2_000
_MOST_OF_THE_SHELF = 8


class Shelf(Generic[Thing]):
    """Things by their keys. What would take an eighth of the shelf or more is not put there."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes, self.bytes = most_bytes, 0
        self._things: OrderedDict[Hashable, tuple[Thing, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._things)

    def get(self, key: Hashable) -> Thing | None:
        """The thing, if it is there."""
        if key not in self._things:
            return None
        self._things.move_to_end(key)
        return self._things[key][0]

    def put(self, key: Hashable, thing: Thing, size: int) -> None:
        """Put the thing, which is of so many bytes, in the place of what had its key."""
        _, former = self._things.pop(key, (None, 0))
        self.bytes -= former
        size += _BESIDE_ITS_BYTES
        if size * _MOST_OF_THE_SHELF > self._most_bytes:
            return
        self._things[key] = (thing, size)
        self.bytes += size
        while self.bytes > self._most_bytes:
            _, (_, oldest) = self._things.popitem(last=False)
            self.bytes -= oldest
