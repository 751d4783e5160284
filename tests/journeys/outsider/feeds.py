"""Reading a feed to its end, through the journal's being put back."""

from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

import requests

Json = dict[str, Any]


@dataclass(frozen=True)
class PutBack:
    """What was said with 410, and which events were forgotten."""

    code: str
    epoch: str
    forgotten: list[str]

    def as_json(self) -> Json:
        """For the report."""
        return asdict(self)


def read_on(session: requests.Session, feed: str, mine: list[Json]) -> PutBack | None:
    """Add what comes behind the last of mine. Whether the journal was put back, and what went."""
    back = None
    while True:
        place = {"after": mine[-1]["position"], "epoch": mine[-1]["epoch"]} if mine else {"after": 0}
        answer = session.get(feed, params={"audience": "integrator", **place}, timeout=60)
        if answer.status_code == HTTPStatus.GONE:
            back = _forget(mine, answer.json())
            continue
        answer.raise_for_status()
        if not (batch := answer.json()):
            return back
        mine += batch


def is_lost(event: Json, epochs: list[Json]) -> bool:
    """Of an earlier epoch, events behind where a later one began are lost."""
    names = [one["epoch"] for one in epochs]
    later = epochs[names.index(event["epoch"]) + 1 :] if event["epoch"] in names else epochs
    return any(event["position"] > one["after"] for one in later)


def _forget(mine: list[Json], problem: Json) -> PutBack:
    lost = [one for one in mine if is_lost(one, problem["epochs"])]
    mine[:] = [one for one in mine if one not in lost]
    return PutBack(problem["code"], problem["epoch"], [one["id"] for one in lost])
