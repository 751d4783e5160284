"""A file of ballots, counted for whoever brings it. Nothing of it is kept, so its count answers the form itself."""

from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.count.choices import GAINS, OWN, RULES, TIES, name_of, refuse_what_has_no_use, wished
from gateways.web.count.remarks import of_line
from gateways.web.count.rulings import ORDERS, typed, wrong
from gateways.web.count.stories import Amounts, lines_of
from gateways.web.pages.doors import WRAPPING, Doors, DoorsAreShut, FileDidNotCome
from gateways.web.pages.forms import FilledForm, file_in
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.rendering import render, speech_of
from gateways.web.results.stages import money_of
from gateways.web.vote.booth import kept_nowhere, opaque_client
from gateways.web.words.message import Message, say

PATH = "/count"
LARGEST = 10_000_000
"""Bytes of a file, as voting's counting room takes them."""
LONGEST = LARGEST + WRAPPING
_LONGEST_TYPED = 6_000  # fifty lines of a hundred signs, and some to say that it is too much
_FIRST = {"rule": OWN, "gain": OWN}
_TOO_LARGE = say(
    "The file has more than ten million bytes, so it was not counted here. Nothing of it was kept. Count it on your "
    "own machine: commonpurse tally FILE.pb"
)
_NO_FILE = say("Choose a file first.")
_FULL = say("Other files are being counted just now, so yours was not. Please send it again in a minute.")
_WHY_NOT: dict[str, Message] = {
    "time": say(
        "Counting this file by this rule takes longer than a count may take here. Please choose another rule, or count "
        "it on your own machine: commonpurse tally FILE.pb"
    ),
    "memory": say(
        "Counting this file takes more memory than a count may have here. Please count it on your own machine: "
        "commonpurse tally FILE.pb"
    ),
    "projects": say(
        "The file has more than a thousand projects, so it is not counted here. Please count it on your own machine: "
        "commonpurse tally FILE.pb"
    ),
    "slow": say("The file did not come to its end within a minute, so it was not counted. Please send it again."),
    "failure": say(
        "Counting this file failed, and that is our fault. Please count it on your own machine: "
        "commonpurse tally FILE.pb"
    ),
}
_REFUSALS: dict[str, tuple[str, Message]] = {
    "counting-room-is-full": ("file", _FULL),
    "too-many-attempts": ("file", say("You have had many files counted. Please wait ten minutes, then go on.")),
    "body-is-too-long": ("file", _TOO_LARGE),
    "rule-is-not-known": ("rule", say("There is no such rule. Please choose one.")),
    "malformed-request": ("rule", say("There is no such rule. Please choose one.")),
}
_NO_NUMBER = say("The minimum score must be a number, such as 100. Please change it.")
_NO_GUARANTEE = say("Under this rule nothing can be guaranteed to areas. Please choose another, or guarantee nothing.")
_DOES_NOT_SUIT = say("This rule does not suit the ballots of the file. Please choose another.")


def too_long(request: Request) -> Response:
    """The page for a file that is refused before it is read."""
    return render(request, "problems/refused.html", status=413, message=_TOO_LARGE)


async def show_form(request: Request) -> Response:
    """What can be brought, and by which rules it can be counted."""
    return _page(request, form_of(request, _FIRST))


async def count(request: Request) -> Response:
    """The count of the file, or what is wrong with it."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise FormIsNotTaken(_refused("file", _NO_FILE))
    doors: Doors = request.app.state.doors
    try:
        async with doors.open(request) as sent:
            form = FilledForm(_typed(sent), language=speech_of(request).language)
            return await _counted(request, form, await _file_in(sent, form))
    except DoorsAreShut:
        raise FormIsNotTaken(_refused("file", _FULL)) from None
    except FileDidNotCome:
        raise FormIsNotTaken(_refused("file", _WHY_NOT["slow"])) from None


def _refused(field: str, words: Message) -> FilledForm:
    form = FilledForm(_FIRST)
    form.refuse(field, words)
    return form


def _typed(sent: FormData) -> dict[str, str]:
    return {name: value[:_LONGEST_TYPED] for name, value in sent.multi_items() if isinstance(value, str)}


async def _file_in(sent: FormData, form: FilledForm) -> bytes:
    content = await file_in(sent, "file")
    if not content:
        form.refuse("file", _NO_FILE)
    elif len(content) > LARGEST:
        form.refuse("file", _TOO_LARGE)
    refuse_what_has_no_use(form)
    typed(form)
    if form.errors:
        raise FormIsNotTaken(form)
    return content


async def _counted(request: Request, form: FilledForm, content: bytes) -> Response:
    rules = {"rule": wished(form, "rule") or OWN, "beside": wished(form, "beside")}
    wish = {**rules, "min_score": form.value("min_score"), **typed(form)}
    try:
        counted = await services_of(request).voting.count_file(content, opaque_client(request), **wish)
    except ServiceRefused as refused:
        if refused.code == "file-is-not-pabulib":
            found = refused.problem["mistakes"]
            mistakes = [of_line(speech_of(request), line, text) for line, text in found]
            return kept_nowhere(_page(request, form, status=422, mistakes=mistakes))
        form.refuse(*_in_words(refused, form))
        raise FormIsNotTaken(form) from None
    return kept_nowhere(_page(request, form, **_shown(request, counted)))


def _in_words(refused: ServiceRefused, form: FilledForm) -> tuple[str, Message]:
    if refused.code == "file-cannot-be-counted-here":
        return "file", _WHY_NOT.get(refused.problem["why"], _WHY_NOT["failure"])
    if refused.code == "rule-does-not-suit":
        reason = refused.problem["reason"]
        if "minimum score" in reason:
            return "min_score", _NO_NUMBER
        return ("guarantee", _NO_GUARANTEE) if "guaranteed" in reason else ("rule", _DOES_NOT_SUIT)
    if refused.code == "ruling-does-not-fit":
        return wrong(refused.problem)
    return _REFUSALS.get(refused.code, ("file", _WHY_NOT["failure"]))


def _shown(request: Request, counted: Json) -> dict[str, Any]:
    speech = speech_of(request)
    lines = lines_of(counted, speech)
    return {
        "counted": counted,
        "lines": lines,
        "warnings": [of_line(speech, **warning) for warning in counted["warnings"]],
        "amounts": Amounts(speech, counted["currency"]),
        "differing": sum(line.differs for line in lines),
    }


def _page(request: Request, form: FilledForm, *, status: int = 200, **found: Any) -> Response:
    nothing: dict[str, Any] = {
        "counted": None,
        "lines": [],
        "mistakes": [],
        "warnings": [],
        "differing": 0,
        "amounts": None,
    }
    speech = speech_of(request)
    words = {
        "rules_in_words": [(name, speech.message(word)) for name, word in RULES.items()],
        "gains_in_words": [(name, speech.message(word)) for name, word in GAINS.items()],
        "tie_words": TIES,
        "money_of": money_of,
        "orders_in_words": [(name, speech.message(word)) for name, word in ORDERS.items()],
        "name_of": partial(name_of, speech=speech),
    }
    context = nothing | words | {"form": form} | found
    return render(request, "count/count.html", status=status, **context)


ROUTES = [
    Route(PATH, show_form, methods=["GET"]),
    Route(PATH, count, methods=["POST"]),
]
