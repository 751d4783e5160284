"""With a tracing provider set, FastAPI would put receipts and whole addresses into spans. Ours are not traced."""

import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, sys
from unittest.mock import MagicMock

import httpx
from fastapi import FastAPI
from opentelemetry import trace

from gateways.sms.main import build
from gateways.sms.settings import SmsSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api
from libs.shared.platform.running.settings import Settings
from services.voting.main import SERVICE

class Provider(trace.TracerProvider):
    def get_tracer(self, *_, **__):
        return Tracer()

class Tracer(trace.Tracer):
    def start_span(self, name, *_, **more):
        print("span", name, more.get("attributes"))
        return trace.INVALID_SPAN

    def start_as_current_span(self, name, *_, **more):
        print("span", name, more.get("attributes"))
        return MagicMock()

trace.set_tracer_provider(Provider())
settings = Settings(database_url="postgresql://nobody@127.0.0.1:1/none")
apps = {
    "voting": lambda: api(SERVICE, assemble("voting", settings)),
    "sms": lambda: build(settings, Neighbours(settings), SmsSettings(secret="s" * 20)),
    "plain": FastAPI,
}

async def ask(app):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://town") as client:
        answer = await client.get("/api/voting/v1/polls/x/receipts/K7QP-2M4X-9TRC-HJ5W-0V8N-Z3BD")
        print(answer.headers.get("x-content-type-options"))

asyncio.run(ask(apps[sys.argv[1]]()))
"""


@pytest.mark.parametrize(("app", "is_traced"), [("voting", False), ("sms", False), ("plain", True)])
def test_no_span_is_begun_for_a_request_to_us(app: str, is_traced: bool) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, app], capture_output=True, text=True, check=True)

    assert ("span" in done.stdout) == is_traced, done.stdout
    assert ("K7QP" in done.stdout) == is_traced
    assert ("nosniff" in done.stdout) != is_traced
