"""The queue of ideas: a table with filters beside it, and the case that is open next to it."""

import asyncio
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused, piece
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import shown_at
from gateways.web.staff.desk.actions import KEPT_BACK
from gateways.web.staff.desk.sieve import ALL_STATES, APPEALS, DUE, HANDS, NOBODYS_YET, OPINIONS, ORDERS, Sieve
from gateways.web.staff.office import MODERATION, Office, staff_page
from gateways.web.staff.words import CAME_BY, DONE
from gateways.web.words.message import say
from libs.shared.platform.running.settings import ServiceName

Body = dict[str, Any]

HOME = "/staff/ideas"
AT_ONCE = 40
_IDEAS: ServiceName = "ideas"
_NOT_FOUND = 404
_BY = {
    "web": say("Pages"),
    "api": say("Program"),
    "mail": say("E-mail"),
    "sms": say("Text message"),
    "letter": say("Letter"),
    "phone": say("Telephone"),
    "desk": say("Desk"),
    "meeting": say("Meeting"),
}
_LANGUAGES = {"en": say("English"), "de": say("German")}


@staff_page
async def show_queue(office: Office) -> Response:
    """What waits, what of it is late, and the rest that one asks for."""
    office.demand(*MODERATION)
    form = office.form({})
    return office.show("queue.html", form=form, case=None, **await queue_of(office, Sieve.of(office.request, form)))


async def queue_of(office: Office, sieve: Sieve) -> Body:
    """All that the page of the queue shows, but for a case."""
    states, departments, figures, rounds = await asyncio.gather(
        office.ask(_IDEAS, "GET", "/desk/states"),
        office.ask(_IDEAS, "GET", "/desk/departments"),
        office.ask(_IDEAS, "GET", "/desk/figures"),
        office.rounds(),
    )
    return {
        "found": await part_of(office, "/desk/ideas", sieve.asked(states["items"]) | {"limit": AT_ONCE}, sieve.after),
        "figures_of_desk": figures,
        "sieve": sieve,
        "queue": sieve.beside,
        "wanted": FilledForm({**sieve.wishes, "order": sieve.order}),
        "choices": _choices(states["items"], departments["items"], rounds),
        "departments": {one["department_id"]: one["name"] for one in departments["items"]},
        "open_departments": [
            (one["department_id"], one["name"]) for one in departments["items"] if not one["is_closed"]
        ],
        "area_names": {area["area_id"]: area["name"] for one in rounds for area in one["areas"]},
        "came_by": CAME_BY,
        "by_short": _BY,
        "done_before": _done_before(office),
        "is_none_ticked": office.request.query_params.get("ticked") == "none",
        "is_at_end": "none" in office.request.query_params,
    }


async def part_of(office: Office, path: str, wish: Body, after: str) -> Body:
    """The part of a list of the desk's behind the place; its beginning, if that is no place of this list."""
    behind = {"cursor": after} if after else {}
    try:
        found: Body = await office.ask(_IDEAS, "GET", path, params=wish | behind)
    except ServiceRefused as refused:
        if not after or refused.code != "cursor-is-not-of-the-list":
            raise
        found = await office.ask(_IDEAS, "GET", path, params=wish)
    return found


def _choices(states: list[Body], departments: list[Body], rounds: list[Body]) -> dict[str, list[tuple[str, Any]]]:
    """What each filter can be set to."""
    areas = [(area["area_id"], area["name"]) for one in rounds if not one["is_archived"] for area in one["areas"]]
    return {
        "state": [
            ("", say("Those that wait")),
            *((each["state"], each["label"]) for each in states),
            (ALL_STATES, say("All")),
        ],
        "round": [("", say("Any")), *((one["round_id"], one["name"]) for one in rounds)],
        "area": [("", say("Any")), *areas],
        "due": [*DUE.items()],
        "department": [
            ("", say("Any")),
            (NOBODYS_YET, say("Not given to anybody")),
            *((one["department_id"], one["name"]) for one in departments),
        ],
        "hands": [*HANDS.items()],
        "opinions": [*OPINIONS.items()],
        "appeals": [*APPEALS.items()],
        "language": [("", say("Any")), *_LANGUAGES.items()],
        "channel": [("", say("Any")), *CAME_BY.items()],
        "order": [*ORDERS.items()],
    }


def _done_before(office: Office) -> Body | None:
    """What was just done with the idea before, from which one came here."""
    query = office.request.query_params
    word = DONE["idea"].get(query.get("done", ""))
    found = {"word": word, "number": query.get("of", "")[:40], "is_kept_back": query.get("done") == KEPT_BACK}
    return found if word and query.get("of") else None


@shown_at(HOME)
@staff_page
async def take_next(office: Office) -> Response:
    """On to the next of the queue that nobody is at, which is in one's hands from then on."""
    form = await office.read_form()
    return await on_to_next(office, Sieve.of(office.request, form))


async def on_to_next(office: Office, sieve: Sieve, **more: str) -> Response:
    """The way to the next; if none waits, to the queue, which says so."""
    states = await office.ask(_IDEAS, "GET", "/desk/states")
    try:
        found = await office.ask(_IDEAS, "POST", "/desk/next", params=sieve.asked(states["items"]))
    except ServiceRefused as refused:
        if refused.status != _NOT_FOUND:
            raise
        return RedirectResponse(f"{HOME}?{sieve.query(**more, none='1')}", status_code=303)
    return RedirectResponse(f"{HOME}/{found['number']}?{sieve.query(**more, beside='1')}", status_code=303)


@shown_at(f"{HOME}/{{number}}")
@staff_page
async def take_in_hand(office: Office) -> Response:
    """The idea is in one's hands."""
    return await _changed(office, "POST", "take")


@shown_at(f"{HOME}/{{number}}")
@staff_page
async def put_back(office: Office) -> Response:
    """The idea is anybody's again."""
    return await _changed(office, "POST", "put-back", {"is_skipped": False})


@shown_at(f"{HOME}/{{number}}")
@staff_page
async def skip(office: Office) -> Response:
    """The idea is others' today, and the next is here."""
    form = await office.read_form()
    number = office.request.path_params["number"]
    await office.ask(_IDEAS, "POST", f"/desk/ideas/{piece(number)}/put-back", json={"is_skipped": True})
    return await on_to_next(office, Sieve.of(office.request, form))


@shown_at(f"{HOME}/{{number}}")
@staff_page
async def give_to_department(office: Office) -> Response:
    """The idea is this department's to answer."""
    form = await office.read_form()
    wish = {"department_id": form.value("department_id") or None}
    number = office.request.path_params["number"]
    await office.send(form, "department_id", _IDEAS, f"/desk/ideas/{piece(number)}/department", wish, method="PUT")
    return back_to_case(office, form)


async def _changed(office: Office, method: str, what: str, wish: Body | None = None) -> Response:
    form = await office.read_form()
    number = office.request.path_params["number"]
    await office.ask(_IDEAS, method, f"/desk/ideas/{piece(number)}/{what}", json=wish)
    return back_to_case(office, form)


def back_to_case(office: Office, form: FilledForm) -> Response:
    """The way back to the case, beside the same queue."""
    number = piece(office.request.path_params["number"])
    sieve = Sieve.of(office.request, form)
    return RedirectResponse(f"{HOME}/{number}?{sieve.beside}", status_code=303)


ROUTES = [
    Route(HOME, show_queue, methods=["GET"]),
    Route("/staff/desk/next", take_next, methods=["POST"]),
    Route("/staff/desk/ideas/{number}/take", take_in_hand, methods=["POST"]),
    Route("/staff/desk/ideas/{number}/put-back", put_back, methods=["POST"]),
    Route("/staff/desk/ideas/{number}/skip", skip, methods=["POST"]),
    Route("/staff/desk/ideas/{number}/department", give_to_department, methods=["POST"]),
]
