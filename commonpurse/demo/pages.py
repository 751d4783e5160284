"""A ballot cast on the pages, form by form, as a browser without JavaScript sends them."""

import re
from collections.abc import Mapping
from html import unescape

import httpx

from gateways.web.vote.kinds import KINDS

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_SIDES = {1: "for", -1: "against"}
_DONE = "/vote/done"

Fields = Mapping[str, str | list[str]]


async def vote_on_pages(address: str, code: str, method: str, ballot: Mapping[int, int]) -> str:
    """``accepted``, or the address of the page where the way ended."""
    headers = {"Origin": address}
    async with httpx.AsyncClient(base_url=address, headers=headers, follow_redirects=True, timeout=60) as browser:
        paper = await browser.post("/vote", data={"code": code})
        check = await browser.post("/vote/choose", data={**_hidden_on(paper), **fields_of(method, ballot)})
        end = await browser.post("/vote/cast", data=_hidden_on(check))
    return "accepted" if end.is_success and end.url.path == _DONE else end.url.path


def fields_of(method: str, ballot: Mapping[int, int]) -> Fields:
    """The fields of the paper, filled in."""
    kind = KINDS[method]
    if kind.line == "tick":
        return {kind.field: [str(number) for number in ballot]}
    if kind.line == "sides":
        return {f"{kind.field}-{number}": _SIDES[side] for number, side in ballot.items()}
    return {f"{kind.field}-{number}": str(mark) for number, mark in ballot.items()}


def _hidden_on(page: httpx.Response) -> dict[str, str]:
    return {name: unescape(value) for name, value in _HIDDEN.findall(page.text)}
