"""The doors through which a ballot comes: the API, the pages, a text message."""

import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Protocol
from zlib import crc32

import httpx

from tests.faults.history.records import NEVER, Attempt, Choices
from tests.faults.making.platform import Platform

PATIENCE_S = 4.0
# Loopback alone. A context made anew for each client would cost more than all that is asked.
_NO_TLS = ssl.create_default_context()
_RECEIPT = re.compile(r"\b(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}\b")
_REFUSED_BY_TEXT = {"already_voted", "closed", "cancelled", "no_poll", "code_is_not_known", "refused", "not_open_yet"}


class NotYet(Exception):
    """Nothing was sent: the way to the ballot box is not open now."""


@dataclass
class Hand:
    """One voter's hand in one poll, and everything it sends, as it is written down."""

    platform: Platform
    voter: str
    code: str
    poll_id: str
    now: Callable[[], float]
    attempts: list[Attempt] = field(default_factory=list)

    def note(self, choices: Choices, sent_at: float, receipt: str = "", *, is_known: bool = True) -> Attempt:
        """Write down what came of one sending."""
        one = Attempt(self.voter, choices, sent_at, self.now() if is_known else NEVER, receipt)
        self.attempts.append(one)
        return one


class Door(Protocol):
    """One voter's way in."""

    async def cast(self, choices: Choices) -> Attempt:
        """Send the ballot once, the same as before if these choices were sent before; what came of it.

        Raises:
            NotYet: if it could not even be sent.
        """


class ByApi:
    """A program: a permit for each ballot, then the ballot."""

    def __init__(self, hand: Hand) -> None:
        self._hand, self._permits = hand, dict[Choices, str]()

    async def cast(self, choices: Choices) -> Attempt:
        hand = self._hand
        async with httpx.AsyncClient(timeout=PATIENCE_S, verify=_NO_TLS) as client:
            if choices not in self._permits:
                self._permits[choices] = await self._permit(client)
            body = {"permit": self._permits[choices], "choices": list(choices)}
            sent_at = hand.now()
            try:
                answer = await client.post(f"{hand.platform.addresses['voting']}/api/voting/v1/ballots", json=body)
            except httpx.TransportError:
                return hand.note(choices, sent_at, is_known=False)
            if answer.is_success:
                return hand.note(choices, sent_at, answer.json()["receipt"])
            if answer.is_client_error:
                self._permits.pop(choices, None)  # it may have run out
            return hand.note(choices, sent_at, is_known=answer.is_client_error)

    async def _permit(self, client: httpx.AsyncClient) -> str:
        wish = {"code": self._hand.code, "channel": "web", "poll_id": self._hand.poll_id}
        address = f"{self._hand.platform.addresses['residents']}/api/residents/v1/permits"
        try:
            answer = await client.post(address, json=wish)
        except httpx.TransportError:
            raise NotYet from None
        if not answer.is_success:
            raise NotYet(answer.text)
        return str(answer.json()["permit"])


class ByPage:
    """A browser without JavaScript: code, paper, check, receipt."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._cookies = dict[Choices, httpx.Cookies]()

    async def cast(self, choices: Choices) -> Attempt:
        address = self._hand.platform.addresses["web"]
        cookies = self._cookies.setdefault(choices, httpx.Cookies())
        async with httpx.AsyncClient(
            base_url=address,
            cookies=cookies,
            timeout=PATIENCE_S,
            verify=_NO_TLS,
            headers={"accept-language": "en"},
        ) as browser:
            try:
                shown = await self._up_to_the_check(browser, choices)
            except httpx.TransportError:
                raise NotYet from None
            attempt = await self._hand_in(browser, choices, shown)
            self._cookies[choices] = browser.cookies
            return attempt

    async def _up_to_the_check(self, browser: httpx.AsyncClient, choices: Choices) -> str:
        check = await browser.get("/vote/check")
        if check.status_code != httpx.codes.OK:
            wish = {"code": self._hand.code, "poll": self._hand.poll_id}
            await self._step(browser, "/vote", wish, leads_to="/vote/choose")
            paper = await browser.get("/vote/choose")
            fields: dict[str, object] = {name: _hidden(paper.text, name) for name in ("poll", "voter")}
            fields["choice"] = [str(number) for number in choices]
            await self._step(browser, "/vote/choose", fields, leads_to="/vote/check")
            check = await browser.get("/vote/check")
        return _hidden(check.text, "shown")

    async def _step(self, browser: httpx.AsyncClient, path: str, fields: Mapping[str, object], leads_to: str) -> None:
        answer = await browser.post(path, data=fields)
        if answer.headers.get("location") != leads_to:
            raise NotYet(f"{path} led to {answer.status_code} {answer.headers.get('location')}")

    async def _hand_in(self, browser: httpx.AsyncClient, choices: Choices, shown: str) -> Attempt:
        hand, sent_at = self._hand, self._hand.now()
        try:
            answer = await browser.post("/vote/cast", data={"shown": shown})
            where = answer.headers.get("location", "").partition("?")[0]
            if where != "/vote/done":
                is_refused = where in {"/vote/refused", "/vote", "/vote/choose"}
                return hand.note(choices, sent_at, is_known=is_refused)
            done = await browser.get("/vote/done")
            found = _RECEIPT.search(done.text)
        except httpx.TransportError:
            return hand.note(choices, sent_at, is_known=False)
        # The receipt is in the browser's cookie, whatever became of the page that shows it.
        return hand.note(choices, sent_at, found[0]) if found else hand.note(choices, sent_at, is_known=False)


class ByText:
    """A telephone, whose provider delivers a message again under the same id until it gets an answer."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand

    async def cast(self, choices: Choices) -> Attempt:
        hand = self._hand
        words = f"{hand.code} {' '.join(map(str, choices))}"
        message_id = f"{hand.poll_id} {hand.voter} {choices}"
        body = {"from": number_of(f"{hand.poll_id} {hand.voter}"), "text": words, "message_id": message_id}
        headers = {"X-Commonpurse-Secret": hand.platform.secrets["COMMONPURSE_SMS_SECRET"]}
        sent_at = hand.now()
        async with httpx.AsyncClient(timeout=PATIENCE_S, verify=_NO_TLS) as provider:
            try:
                answer = await provider.post(
                    f"{hand.platform.addresses['sms']}/sms/generic", json=body, headers=headers
                )
            except httpx.TransportError:
                return hand.note(choices, sent_at, is_known=False)
        if not answer.is_success:
            return hand.note(choices, sent_at, is_known=False)
        said = answer.json()
        if found := _RECEIPT.search(said["reply"]):
            return hand.note(choices, sent_at, found[0])
        return hand.note(choices, sent_at, is_known=said["outcome"] in _REFUSED_BY_TEXT)


DOORS: dict[str, Callable[[Hand], Door]] = {"api": ByApi, "page": ByPage, "text": ByText}


def number_of(voter: str) -> str:
    """The voter's telephone number. In another run it is another one: a number may send twenty texts and no more."""
    return f"+4930{crc32(voter.encode()):010d}"


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if not found:
        raise NotYet(f"the page has no {name}")
    return unescape(found[1])
