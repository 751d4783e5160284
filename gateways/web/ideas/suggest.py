"""Suggesting something: three fields and done, and a tracking number to keep."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.maps.placing import PlacingMap, map_to_press, mark_where_pressed, was_pressed, with_note
from gateways.web.pages.contact import contact_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.keys import carried, carry
from gateways.web.pages.location import location_of
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render, speech_of
from gateways.web.rounds.areas import area_names
from gateways.web.rounds.known import Rounds, known_rounds
from gateways.web.vote.booth import kept_nowhere, opaque_client
from gateways.web.words.message import say
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import in_groups

_TITLE_MOST, _TEXT_MOST = 120, 5_000


async def ask_for_suggestion(request: Request) -> Response:
    """The form, empty or as it came back, with what is similar if that was asked for."""
    rounds = await known_rounds(request)
    if not rounds.current:
        return RedirectResponse("/", 303)
    wanted = _found(request.query_params.get("round", ""), rounds)["round_id"]
    form = with_note(request, form_of(request, {"submission_id": str(new_id()), "round": wanted}))
    found = _found(form.value("round"), rounds)
    similar = await _similar(request, found, form) if form.value("look") else None
    return _form(request, rounds, form, similar, await map_to_press(request, found, form))


async def take_suggestion(request: Request) -> Response:
    """On to the thanks with the tracking number; or back to the form, with what is wrong or what is similar."""
    rounds, form = await known_rounds(request), await read_form(request)
    if not rounds.current:
        return RedirectResponse("/", 303)
    found = _found(form.value("round"), rounds)
    if was_pressed(form):
        raise await mark_where_pressed(request, found, form)
    idea = {} if form.value("look") else _checked(form, found, rounds, speech_of(request).language)
    if not form.is_sound or form.value("look"):
        raise FormIsNotTaken(form)
    try:
        taken = await services_of(request).ideas.suggest(idea, opaque_client(request))
    except ServiceRefused as refusal:
        is_about_the_place = refusal.code == "location-is-outside-the-areas"
        form.refuse("location" if is_about_the_place else "title", in_words(refusal))
        raise FormIsNotTaken(form) from None
    page = f"/ideas/{taken['number']}"
    return carry(request, RedirectResponse(f"{page}/thanks", 303), page, taken["key"])


async def show_similar(request: Request) -> Response:
    """The list of similar ideas alone, for the form to show while somebody types."""
    rounds, form = await known_rounds(request), await read_form(request)
    similar = await _similar(request, _found(form.value("round"), rounds), form) if rounds.current else []
    return render(request, "ideas/similar_ideas.html", similar=similar, asked=True)


async def thank(request: Request) -> Response:
    """The tracking number, large, the key, and what happens next."""
    idea = await services_of(request).ideas.idea(request.path_params["number"])
    return kept_nowhere(render(request, "ideas/suggested.html", idea=idea, key=in_groups(carried(request))))


def _found(round_id: str, rounds: Rounds) -> Json:
    """The round that the suggestion is for: the one that was chosen; else one that takes suggestions now."""
    asking = rounds.taking_ideas
    present = rounds.present()
    usual = present if present in asking else asking[0]
    assert usual is not None  # there is a round that is not put away
    return next((one for one in rounds.current if one["round_id"] == round_id), usual)


def _checked(form: FilledForm, found: Json, rounds: Rounds, language: str) -> Json:
    title = form.require("title", say("Please say in a few words what you suggest."))
    if len(title) > _TITLE_MOST:
        form.refuse("title", say("Please make it shorter: at most %(most)s characters.", most=_TITLE_MOST))
    text = form.require("text", say("Please say why it matters, in a sentence or two."))
    if len(text) > _TEXT_MOST:
        form.refuse("text", say("Please make it shorter: at most %(most)s characters.", most=_TEXT_MOST))
    area_id, place = _where(form, found, rounds)
    return {
        "round_id": found["round_id"],
        "title": title,
        "text": text,
        "area_id": area_id,
        "place": place,
        "location": location_of(form),
        "channel": "web",
        "contact": contact_of(form),
        "language": language,
        "submission_id": form.value("submission_id") or None,
    }


def _where(form: FilledForm, found: Json, rounds: Rounds) -> tuple[str | None, str | None]:
    """One field asks where: an area of the round if it has some, else a place in the reader's words."""
    where = form.value("where")
    if where in area_names(found):
        return where, None
    if where in rounds.areas:
        form.refuse("where", say("This part of town does not belong to this round. Please choose again."))
        return None, None
    return None, None if area_names(found) else where or None


async def _similar(request: Request, found: Json, form: FilledForm) -> list[Json]:
    text = f"{form.value('title')} {form.value('text')}".strip()
    return await services_of(request).ideas.similar(found["round_id"], text) if text else []


def _form(
    request: Request, rounds: Rounds, form: FilledForm, similar: list[Json] | None, drawn: PlacingMap | None
) -> Response:
    asking = rounds.taking_ideas
    chosen = _found(form.value("round"), rounds)
    return render(
        request,
        "ideas/suggest.html",
        rounds=asking if chosen in asking else [*asking, chosen],
        form=form,
        map=drawn,
        similar=similar or [],
        asked=similar is not None,
        title_most=_TITLE_MOST,
        text_most=_TEXT_MOST,
    )


ROUTES = [
    Route("/ideas/new", ask_for_suggestion),
    Route("/ideas/new", take_suggestion, methods=["POST"]),
    Route("/ideas/similar", show_similar, methods=["POST"]),
    Route("/ideas/{number}/thanks", thank),
]
