"""Examples of the bodies that outsiders send first, by the body's name. A test sends them."""

from collections.abc import Mapping
from typing import Any

_ROUND = "0198c0de-0000-7000-8000-000000000001"
_POLL = "0198c0de-0000-7000-8000-000000000002"

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "NewIdea": {
        "round_id": _ROUND,
        "title": "Trees for the market square",
        "text": "Twelve lime trees would give shade.",
        "contact": {"kind": "email", "address": "ida@example.org"},
        "submission_id": "0198c0de-0000-7000-8000-000000000003",
    },
    "PermitRequestBody": {"code": "K7QP-2M4X-9TRC-H", "channel": "web", "poll_id": _POLL},
    "BallotBody": {"permit": "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmVk", "choices": [12, 7, 31]},
    "WantedReceipt": {"receipt": "7KQ2-M4XP-9TRC-HV3D"},
    "ActionRequest": {"action": "accept"},
    "SignInBody": {"name": "ada", "password": "the words that ada keeps for herself", "code": "123456"},
}
