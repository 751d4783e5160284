from collections.abc import Mapping

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from gateways.sms.main import build
from gateways.sms.settings import SmsSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName, Settings
from tests.sms.support.town import SECRET

TRY_LATER = "Not counted yet: we have a fault on our side. Nothing is lost."
UNSURE = "We cannot tell whether your vote was counted."
NOWHERE = Settings(residents_url="http://127.0.0.1:1", voting_url="http://127.0.0.1:1")


def answering(path: str, response: Response | Exception) -> Starlette:
    async def answer(_: Request) -> Response:
        if isinstance(response, Exception):
            raise response
        return response

    return Starlette(routes=[Route(path, answer, methods=["POST"])])


def residents(response: Response | Exception | None = None) -> Starlette:
    return answering("/api/residents/v1/permits", response or JSONResponse({"permit": "a permit"}, 201))


def voting(response: Response | Exception) -> Starlette:
    return answering("/api/voting/v1/ballots", response)


def problem(status: int, **particulars: object) -> JSONResponse:
    return JSONResponse(particulars, status, media_type="application/problem+json")


async def reply_with(apps: Mapping[ServiceName, Starlette] | None, settings: Settings | None = None) -> str:
    neighbours = Neighbours(settings or Settings(), apps)
    gateway = build(Settings(), neighbours, SmsSettings(secret=SECRET))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(gateway), base_url="http://sms") as client:
        body = {"from": "+49", "text": "K7QP-2M4X-9TRC-H 7", "message_id": "m"}
        answer = await client.post("/sms/generic", json=body, headers={"X-Commonpurse-Secret": SECRET})
    await neighbours.aclose()
    assert answer.status_code == 200
    reply: str = answer.json()["reply"]
    return reply


async def test_when_residents_cannot_be_reached_the_reply_says_that_nothing_is_lost() -> None:
    assert (await reply_with(None, NOWHERE)).startswith(TRY_LATER)


@pytest.mark.parametrize(
    "trouble",
    [
        RuntimeError("a surprise"),
        problem(503, code="service-unavailable"),
        PlainTextResponse("<html>a proxy's own page</html>", 502),
        PlainTextResponse("not even JSON", 200),
    ],
)
async def test_when_residents_is_in_trouble_nothing_was_counted(trouble: Response | Exception) -> None:
    assert (await reply_with({"residents": residents(trouble)})).startswith(TRY_LATER)


@pytest.mark.parametrize("trouble", [RuntimeError("a surprise"), problem(503, code="ballot-box-is-out-of-reach")])
async def test_when_voting_fails_over_a_ballot_nobody_claims_to_know(trouble: Response | Exception) -> None:
    apps: dict[ServiceName, Starlette] = {"residents": residents(), "voting": voting(trouble)}

    assert (await reply_with(apps)).startswith(UNSURE)


async def test_a_permit_that_voting_does_not_take_is_our_fault_and_not_the_senders() -> None:
    apps: dict[ServiceName, Starlette] = {
        "residents": residents(),
        "voting": voting(problem(401, code="permit-is-not-valid")),
    }

    assert (await reply_with(apps)).startswith(TRY_LATER)


async def test_a_rule_that_is_new_to_the_gateway_has_general_words() -> None:
    apps: dict[ServiceName, Starlette] = {
        "residents": residents(),
        "voting": voting(problem(422, code="a-rule-of-next-year", limit=3)),
    }

    assert (await reply_with(apps)).startswith("Not counted: this text does not fit the ballot paper.")


async def test_after_an_outage_the_same_message_is_answered_anew() -> None:
    answers = iter([problem(503, code="service-unavailable"), problem(409, code="poll-is-not-open", state="published")])

    async def permits(_: Request) -> Response:
        return next(answers)

    apps: dict[ServiceName, Starlette] = {
        "residents": Starlette(routes=[Route("/api/residents/v1/permits", permits, methods=["POST"])])
    }
    gateway = build(Settings(), Neighbours(Settings(), apps), SmsSettings(secret=SECRET))
    body = {"from": "+49", "text": "K7QP-2M4X-9TRC-H 7", "message_id": "m"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(gateway), base_url="http://sms") as client:
        replies = [
            (await client.post("/sms/generic", json=body, headers={"X-Commonpurse-Secret": SECRET})).json()["reply"]
            for _ in range(3)
        ]

    assert replies[0].startswith(TRY_LATER)
    assert replies[1].startswith("Not counted: the vote has not opened yet.")
    assert replies[2] == replies[1]
