"""The real pages of a town whose services tell of one poll, without a server, a database or a browser."""

import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from structlog.testing import capture_logs

from gateways.web.main import build
from gateways.web.settings import WebSettings
from gateways.web.vote.booth import Booth, remember
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName
from services.ideas.api.round_bodies import AreaBody, FundBody, RoundBody
from services.voting.api.policy_bodies import ComparisonBody
from services.voting.api.poll_bodies import PollBody
from services.voting.domain.counting.count_file import count_file
from services.voting.domain.counting.file_wish import FileWish
from services.voting.domain.polls.differences import differences
from services.voting.domain.polls.poll import Poll
from tests.combinations.counts import Decided
from tests.combinations.polls import AREAS, SUMMARY
from tests.combinations.wishes import Wish
from tests.web.town import COOKIE_SECRET

SERVICES: tuple[ServiceName, ...] = ("ideas", "proposals", "deliberation", "residents", "reporting", "voting")
_STAFF = {"sub": "00000000-0000-7000-8000-000000000001", "name": "Ada", "roles": ["returning-officer"]}


def _token(claims: dict[str, Any]) -> str:
    return f"a.{urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip('=')}.b"


@dataclass
class Town:
    """The pages, and what the services tell just now, by path, for a language."""

    app: Starlette
    client: httpx.AsyncClient
    answers: dict[str, Callable[[str], Any]]

    def tell(self, **answers: Callable[[str], Any]) -> None:
        """Nothing but this is told from now on."""
        self.answers.clear()
        self.answers.update(answers)

    async def page(self, path: str, language: str, *, booth: Booth | None = None) -> str:
        """The page, for an officer, or for whoever has come so far in the booth.

        Raises:
            AssertionError: if it is an error.
        """
        cookies = {"staff": _token(_STAFF)} if path.startswith("/staff") else {}
        headers = {"accept-language": language, "cookie": "; ".join(f"{name}={told}" for name, told in cookies.items())}
        if booth is not None:
            headers["cookie"] = self._in_booth(booth)
        with capture_logs() as said:
            answer = await self.client.get(path, headers=headers)
        assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("location"), said)
        return answer.text

    async def counted(self, file: bytes, language: str) -> str:
        """The page that counts files for everybody, with this one.

        Raises:
            AssertionError: if it is an error.
        """
        *_, known = count_file(file, FileWish())
        self.tell(counts=lambda _: known | {"is_all": True})
        with capture_logs() as said:
            answer = await self.client.post("/count", files={"file": file}, headers={"accept-language": language})
        assert answer.status_code == httpx.codes.OK, (answer.status_code, said)
        return answer.text

    def _in_booth(self, booth: Booth) -> str:
        request = Request({"type": "http", "app": self.app, "headers": [], "method": "GET", "path": "/"})
        answer = remember(request, booth, Response())
        return "; ".join(cookie.partition(";")[0] for cookie in answer.headers.getlist("set-cookie"))

    def of_draft(self, poll: Poll, wish: Wish, earlier: Poll) -> None:
        """What is told of a draft, and of the last poll."""
        compared = ComparisonBody.of(poll, earlier, differences(poll.terms, earlier.terms)).model_dump(mode="json")
        self.tell(**self._about(poll, wish), comparison=lambda _: compared)

    def of_open(self, poll: Poll, wish: Wish) -> None:
        """What is told of a poll that is open."""
        self.tell(**self._about(poll, wish))

    def of_counted(self, decided: Decided, wish: Wish) -> None:
        """What is told of a poll that was counted."""
        self.tell(
            **self._about(decided.poll, wish),
            counted=lambda _: decided.certified,
            outcome=lambda _: decided.told,
            results=lambda _: decided.results,
            turnout=lambda _: decided.took_part,
        )

    def _about(self, poll: Poll, wish: Wish) -> dict[str, Callable[[str], Any]]:
        town = a_round(poll)
        told: dict[str, Callable[[str], Any]] = {
            str(poll.poll_id): lambda language: PollBody.of(poll, language).model_dump(mode="json"),
            "polls": lambda language: {"items": [PollBody.of(poll, language).model_dump(mode="json")]},
            "ledger": lambda _: {"by_kind": []},
            "actions": lambda _: {"items": []},
            "poll-templates": lambda _: {"items": []},
            "proposals": lambda _: {"items": _proposals(poll, wish), "pages": 1},
            "rounds": lambda _: {"items": [town]},
        }
        return told | ({str(poll.fund.round_id): lambda _: town} if wish["names_of_areas"] else {})


def a_round(poll: Poll) -> dict[str, Any]:
    """What is told of the poll's round: its one fund, and its areas."""
    fund = poll.fund
    spent = FundBody(fund_id=fund.fund_id, name="Topf", budget_cents=fund.budget_cents, area_id=fund.area_id,
                     spent_by="vote")  # fmt: skip
    about = {"name": "Runde", "currency": fund.currency, "version": "1", "workflow": "usual", "is_archived": False}
    areas = [AreaBody(area_id=area, name=name, population=None) for area, name in AREAS.items()]
    body = RoundBody(round_id=fund.round_id, hourly_value_cents=1500, areas=areas, funds=[spent], calendar=[], **about)
    return body.model_dump(mode="json")


def _proposals(poll: Poll, wish: Wish) -> list[dict[str, Any]]:
    return [
        {
            "proposal_id": str(line.proposal_id),
            "number": f"P{line.number}",
            "summary": SUMMARY,
            "area_id": str(line.area_id) if line.area_id else None,
            "cost_cents": line.cost_cents + 1_000,
            "committed_cents": 1_000 if wish["help"] else 0,
        }
        for line in poll.paper
    ]


def permit_for(area_id: str | None) -> str:
    """What a permit says of the voter's area."""
    return _token({"psn": "somebody", "area": area_id})


@asynccontextmanager
async def a_town() -> AsyncIterator[Town]:
    """The pages while the block lasts."""
    answers: dict[str, Callable[[str], Any]] = {}

    async def service(scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        told = answers.get(request.url.path.rpartition("/")[2])
        language = "de" if request.headers.get("accept-language", "").startswith("de") else "en"
        body = json.dumps(told(language) if told else {"code": "unknown"}).encode()
        await Response(body, 200 if told else 404, media_type="application/json")(scope, receive, send)

    settings = WebSettings.model_validate({"council_name": "Lindenhof", "cookie_secret": COOKIE_SECRET})
    neighbours = Neighbours(settings, in_process=dict.fromkeys(SERVICES, service))
    app = build(settings, neighbours)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://town.example") as client:
        yield Town(app, client, answers)
    await neighbours.aclose()
