"""The page that shows every token, part and state in both schemes."""

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.look.tokens import SPACES, TEXT_SIZES
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.rendering import pages_of, render
from gateways.web.vote.qr import qr_code
from gateways.web.words.message import say

_CURRENCY = "PLN"
_PROJECTS = [
    {"number": 4, "title": "Trees and benches along the Vistula", "cost_cents": 8_500_000, "votes": 1_236},
    {"number": 12, "title": "A path to school that is lit", "cost_cents": 12_640_050, "votes": 980},
    {"number": 31, "title": "Tools to lend, looked after by neighbours", "cost_cents": 990_000, "votes": 411},
]
_LONG_WORD = {"number": 9, "title": "Donaudampfschifffahrtsgesellschaftskapitänsmützenmuseum", "cost_cents": 6_100_050}
"""As long as German makes them: it is broken, and breaks no page."""
_WORDS = "What it is, where it goes and who looks after it, in the words of whoever suggested it. "


async def show_styleguide(request: Request) -> Response:
    """Each token, macro and state."""
    palette = pages_of(request).palette
    return render(
        request, "styleguide/styleguide.html", sizes=TEXT_SIZES, spaces=SPACES, palette=palette, sample=_sample()
    )


@cache
def _sample() -> dict[str, Any]:
    votes = [(project["title"], project["votes"]) for project in _PROJECTS] + [(_LONG_WORD["title"], 12)]
    return {
        "currency": _CURRENCY,
        "budget_cents": 107_000_000,
        "long_word": _LONG_WORD,
        "projects": [{**project, "summary": _WORDS * 3} for project in _PROJECTS],
        "calendar": _calendar(),
        "life_line": _life_line(),
        "form": _form(),
        "bars": [{"name": name, "value": count, "said": count} for name, count in votes],
        "rows": votes,
        "total": sum(int(str(count)) for _, count in votes),
        "hours": [max(0, 40 - abs(hour % 24 - 18) * 4) * (1 + hour // 24) for hour in range(72)],
        "qr": qr_code("https://commonpurse.example/receipt/7QK4M2XP9TRCH8WD"),
    }


def _calendar() -> list[dict[str, Any]]:
    return [
        {"said": "Suggest", "starts_on": "2026-03-01", "ends_on": "2026-05-31", "standing": "done"},
        {"said": "Check", "starts_on": "2026-06-01", "ends_on": "2026-08-31", "standing": "done"},
        {"said": "Vote", "starts_on": "2026-10-01", "ends_on": "2026-10-18", "standing": "now"},
        {"said": "Build", "starts_on": "2027-01-01", "ends_on": None, "standing": "next"},
    ]


def _life_line() -> list[dict[str, str]]:
    return [
        {"at": "2026-03-04T10:00:00Z", "text": "Suggested through these pages.", "by": "resident"},
        {"at": "2026-06-12T10:00:00Z", "text": "Screened: it is the town's to decide.", "by": "moderator"},
        {"at": "2026-09-20T10:00:00Z", "text": "On the ballot paper as number 4.", "by": "returning officer"},
    ]


def _form() -> FilledForm:
    typed = {f"{scheme}-{name}": value for scheme in ("light", "dark") for name, value in _TYPED.items()}
    wrong = say("This code is not complete: it has 13 characters.")
    return FilledForm(typed, {"light-wrong": wrong, "dark-wrong": wrong})


_TYPED = {"wrong": "K7QP-2M4X", "cost": "85000", "kind": "time", "agree": "yes"}

ROUTES = [Route("/styleguide", show_styleguide)]
