"""How long answers take: each kind of question asked so many times, by turns."""

import time
from collections.abc import Awaitable
from statistics import median, quantiles

import httpx

from tests.support.answers import Json, good

Times = dict[str, list[float]]


async def timed(times: Times, name: str, answer: Awaitable[httpx.Response]) -> Json:
    """The answer's body; in seconds, how long it took is kept under the question's name."""
    began = time.perf_counter()
    told: Json = good(await answer)
    times.setdefault(name, []).append(time.perf_counter() - began)
    return told


def summed_up(times: Times) -> dict[str, dict[str, float]]:
    """By question, in milliseconds: ``p95``, but for one time in twenty; ``p50``; ``least``, the quickest of all."""
    return {name: _spread([1000 * each for each in took]) for name, took in times.items()}


def _spread(took: list[float]) -> dict[str, float]:
    spread = {"p95": quantiles(took, n=20)[-1], "p50": median(took), "least": min(took)}
    return {name: round(each, 1) for name, each in spread.items()}
