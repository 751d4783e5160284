"""What a service must have answered."""

from typing import Any

import httpx

Json = dict[str, Any]


def good(answer: httpx.Response, status: int = httpx.codes.OK) -> Json:
    """The body of an answer that must have this status."""
    assert answer.status_code == status, answer.text
    body: Json = answer.json()
    return body


def refused(answer: httpx.Response, status: int, code: str) -> Json:
    """The problem that the answer must be."""
    problem: Json = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code), answer.text
    return problem
