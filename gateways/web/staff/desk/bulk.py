"""One answer for many ideas: prepared for those that are ticked, looked at together, and published together."""

import asyncio
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused, piece
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken, shown_at
from gateways.web.pages.visits import VERSION
from gateways.web.staff.desk.actions import ActionForm, Thing, allowed_now, forms_of, wish_of
from gateways.web.staff.office import MODERATION, Office, refusal_in_words, staff_page
from gateways.web.words.message import say
from libs.shared.kernel.ballot_budget import CORRECTIONS

Body = dict[str, Any]

HOME = "/staff/answers"
MOST = 40
TICKED = "ticked"
_FEW = 4
_OF_ONE_IDEA = frozenset({*CORRECTIONS, "redact", "redact-line"})
"""Actions that say something else of each idea."""
_DONE = {
    "published": say("The answers that still fitted are published."),
    "prepared": say("The answers are prepared. Nobody outside knows of them yet."),
    "dropped": say("The answer is not prepared any more."),
    "time": say("Answers are kept back for that time from now on."),
}


@staff_page
async def new_answer(office: Office) -> Response:
    """The form for the ticked ideas, and the answers that come of it."""
    office.demand(*MODERATION)
    sent = await office.read_form() if office.request.method == "POST" else office.form({})
    ticked = _ticked(office, sent)
    if not ticked:
        return RedirectResponse("/staff/ideas?ticked=none", status_code=303)
    thing = await _example(office, ticked, sent.value("action"))
    if office.request.method == "POST":
        return await _prepared(office, thing, ticked)
    return office.show(
        "answer_many.html",
        form=sent,
        ticked=" ".join(f"{number}|{version}" for number, version in ticked),
        numbers=[number for number, _ in ticked],
        actions=await _of_many(office, thing, sent),
    )


async def _example(office: Office, ticked: list[tuple[str, str]], action: str) -> Thing:
    """The first of the ideas with which the action can be taken: others may have been answered meanwhile."""
    things = [Thing("ideas", f"/ideas/{piece(number)}", HOME, "", "") for number, _ in ticked]
    for thing in things if action else ():
        if any(one["action"] == action for one in await allowed_now(office, thing.service, thing.path)):
            return thing
    return things[0]


async def _of_many(office: Office, thing: Thing, form: FilledForm) -> list[ActionForm]:
    allowed = await allowed_now(office, thing.service, thing.path)
    of_many = [one for one in allowed if one["action"] not in _OF_ONE_IDEA]
    return forms_of(of_many, office, thing, form if form.value("action") else None)


async def _prepared(office: Office, thing: Thing, ticked: list[tuple[str, str]]) -> Response:
    form, wish = await wish_of(office, thing)
    left = []
    for number, version in ticked:
        headers = {"If-Match": f'"{version}"'} if version else {}
        try:
            await office.ask("ideas", "PUT", f"/desk/ideas/{piece(number)}/prepared", json=wish, headers=headers)
        except ServiceRefused as refused:
            if refused.status not in {404, 409, 412}:
                form.refuse("action", refusal_in_words(refused))
                raise FormIsNotTaken(form) from None
            left.append(number)
    return _to_answers("prepared", left)


def _ticked(office: Office, form: FilledForm) -> list[tuple[str, str]]:
    """Number and version of each ticked idea, as it was seen in the queue."""
    given = form.typed.get(TICKED, "").split() or office.request.query_params.getlist("idea")
    parts = [one.partition("|") for one in given[:MOST]]
    return [(number[:40], version[:40]) for number, _, version in parts if number]


@staff_page
async def answers(office: Office) -> Response:
    """What one has prepared, as it will be read."""
    office.demand(*MODERATION)
    query = office.request.query_params
    found, time = await asyncio.gather(
        office.ask("ideas", "GET", "/desk/prepared", params={"limit": 100}),
        office.ask("ideas", "GET", "/desk/time-to-take-back"),
    )
    return office.show(
        "answers.html",
        form=office.form({"minutes": str(time["minutes"]), VERSION: time["version"]}),
        found=found,
        time=time,
        sets_time=office.may("administrator"),
        fitting=sum(1 for one in found["items"] if one["fits"] and not one["goes_out_at"]),
        done=_DONE.get(query.get("done", "")),
        left=[number[:40] for number in query.get("left", "").split()[:MOST]],
    )


@shown_at(HOME)
@staff_page
async def publish(office: Office) -> Response:
    """Each of them is published by itself; those that fit no more are named, and stay prepared."""
    found = await office.ask("ideas", "GET", "/desk/prepared", params={"limit": 100})
    numbers = [one["idea"]["number"] for one in found["items"] if not one["goes_out_at"]]
    left = []
    for at in range(0, len(numbers), _FEW):
        outcomes = await asyncio.gather(*(_publish(office, number) for number in numbers[at : at + _FEW]))
        left += [number for number in outcomes if number]
    return _to_answers("published", left)


async def _publish(office: Office, number: str) -> str | None:
    try:
        await office.ask("ideas", "POST", f"/desk/ideas/{number}/prepared/publish")
    except ServiceRefused as refused:
        if refused.status not in {404, 409, 412, 422}:
            raise
        return number
    return None


@shown_at(HOME)
@staff_page
async def drop(office: Office) -> Response:
    """It is not prepared any more."""
    await office.ask("ideas", "DELETE", f"/desk/ideas/{piece(office.request.path_params['number'])}/prepared")
    return _to_answers("dropped", [])


def _to_answers(done: str, left: list[str]) -> Response:
    more = f"&left={'+'.join(piece(number) for number in left)}" if left else ""
    return RedirectResponse(f"{HOME}?done={done}{more}", status_code=303)


ROUTES = [
    Route(HOME, answers, methods=["GET"]),
    Route(f"{HOME}/new", new_answer, methods=["GET", "POST"]),
    Route(f"{HOME}/publish", publish, methods=["POST"]),
    Route(f"{HOME}/ideas/{{number}}/drop", drop, methods=["POST"]),
]
