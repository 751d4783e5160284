"""One uvicorn process of voting for the benchmark, with one more endpoint that parses a ballot and does nothing.

It runs the API alone, as ``commonpurse service voting api`` does.
Run as: python -m tests.bench.voting_server ADDRESS PORT
"""

import asyncio
import sys
from dataclasses import replace

from fastapi import APIRouter, Response

from commonpurse.serving import claim_port, serve
from libs.shared.platform.running import logs
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from services.voting.api.ballot_bodies import BallotBody
from services.voting.main import SERVICE
from tests.support.staff import beside_residents

NOOP = "/api/voting/v1/noop"


# Beside casting in the same kind of router, and as quickly found.
noop_routes = APIRouter()
SERVICE_WITH_NOOP = replace(SERVICE, routers=[noop_routes, *SERVICE.routers])


@noop_routes.post(NOOP, status_code=201)
async def noop(body: BallotBody) -> Response:
    """Nothing, after the body was parsed."""
    return Response(b"{}", 201, media_type="application/json")


async def answer(address: str, port: int) -> None:
    """Answer until killed, through the product's own server."""
    logs.configure("warning")
    runtime = assemble("voting", Settings(database_url=address), in_process=beside_residents())
    app = api(SERVICE_WITH_NOOP, runtime)
    async with started(SERVICE, runtime):
        await serve(app, claim_port("127.0.0.1", port))


if __name__ == "__main__":
    asyncio.run(answer(sys.argv[1], int(sys.argv[2])))
