"""Whether a gateway lives, what it reaches, and what it measured: health.py without a database.

A gateway whose services are away is ready all the same: it tells people so in words, which a proxy would not.
"""

import asyncio
import time
from collections.abc import Callable
from typing import cast, get_args

import httpx
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from libs.shared.platform.access.shown import bearer_in, is_shown
from libs.shared.platform.api import problems
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import PartName, ServiceName
from libs.shared.platform.watching.metrics import OwnMetrics

_TO_ANSWER_S = 2.0
# Anybody may ask, and each question is five to others.
_ASK_EVERY_S = 5.0


def routes(
    part: PartName,
    neighbours: Neighbours,
    inspection_token: SecretStr | None,
    *,
    prefix: str = "",
    tells_of_process: bool = True,
) -> list[Route]:
    """``/health/live``, ``/health/ready`` and ``/metrics`` of the gateway, behind the prefix.

    ``tells_of_process`` unless somebody else in this process tells of what is no part's own.
    """
    reach = _Reach(neighbours)
    own = cast("CollectorRegistry", OwnMetrics(part, tells_of_process=tells_of_process))  # all that is asked of one

    async def live(_: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(_: Request) -> Response:
        return JSONResponse({"status": "ready", "reaches": await reach.known()})

    async def metrics(request: Request) -> Response:
        if not is_shown(inspection_token, bearer_in(request.headers.get("authorization", ""))):
            refusal = problems.render(401, "unauthorized", "Unauthorized", "Show the inspection token of the settings.")
            refusal.headers["WWW-Authenticate"] = "Bearer"
            return refusal
        return Response(generate_latest(own), media_type=CONTENT_TYPE_LATEST)

    told: dict[str, Callable[[Request], object]] = {"/health/live": live, "/health/ready": ready, "/metrics": metrics}
    return [Route(prefix + path, answer, methods=["GET"]) for path, answer in told.items()]


class _Reach:
    """Which services answer, as of a few seconds ago."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self._known: dict[str, bool] = {}
        self._ask_at = 0.0

    async def known(self) -> dict[str, bool]:
        """Whether each service answers."""
        if time.monotonic() >= self._ask_at:
            self._ask_at = time.monotonic() + _ASK_EVERY_S
            services = get_args(ServiceName)
            answers = await asyncio.gather(*(self._answers(service) for service in services))
            self._known = dict(zip(services, answers, strict=True))
        return self._known

    async def _answers(self, service: ServiceName) -> bool:
        try:
            async with asyncio.timeout(_TO_ANSWER_S):
                answer = await self._neighbours.client(service).get(f"/api/{service}/health/live")
        except (httpx.HTTPError, TimeoutError, OSError):
            return False
        return answer.status_code == httpx.codes.OK
