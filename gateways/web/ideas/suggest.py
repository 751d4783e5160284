"""Suggesting something: three fields and done, and a tracking number to keep."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.contact import contact_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.keys import carried, carry, in_groups
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render, speech_of
from gateways.web.rounds.present import present_round
from gateways.web.vote.way import kept_nowhere, opaque_client
from gateways.web.words.message import say
from libs.shared.kernel.ids import new_id

_TITLE_MOST, _TEXT_MOST = 120, 5_000


async def ask_for_suggestion(request: Request) -> Response:
    """The empty form."""
    found = await present_round(request)
    if found is None:
        return RedirectResponse("/", 303)
    return _form(request, found, FilledForm({"submission_id": str(new_id())}))


async def take_suggestion(request: Request) -> Response:
    """On to the thanks with the tracking number; or the form again, with what is wrong or what is similar."""
    found, form = await present_round(request), await read_form(request)
    if found is None:
        return RedirectResponse("/", 303)
    if form.value("look"):
        return _form(request, found, form, await _similar(request, found, form))
    idea = _checked(form, found, speech_of(request).language)
    if not form.is_sound:
        return _form(request, found, form, status=422)
    try:
        taken = await services_of(request).ideas.suggest(idea, opaque_client(request))
    except ServiceRefused as refusal:
        form.refuse("title", in_words(refusal))
        return _form(request, found, form, status=refusal.status)
    page = f"/ideas/{taken['number']}"
    return carry(request, RedirectResponse(f"{page}/thanks", 303), page, taken["key"])


async def show_similar(request: Request) -> Response:
    """The list of similar ideas alone, for the form to show while somebody types."""
    found, form = await present_round(request), await read_form(request)
    similar = await _similar(request, found, form) if found else []
    return render(request, "ideas/similar_ideas.html", similar=similar, asked=True)


async def thank(request: Request) -> Response:
    """The tracking number, large, the key, and what happens next."""
    idea = await services_of(request).ideas.idea(request.path_params["number"])
    return kept_nowhere(render(request, "ideas/suggested.html", idea=idea, key=in_groups(carried(request))))


def _checked(form: FilledForm, found: Json, language: str) -> Json:
    title = form.require("title", say("Please say in a few words what you suggest."))
    if len(title) > _TITLE_MOST:
        form.refuse("title", say("Please make it shorter: at most %(most)s characters.", most=_TITLE_MOST))
    text = form.require("text", say("Please say why it matters, in a sentence or two."))
    if len(text) > _TEXT_MOST:
        form.refuse("text", say("Please make it shorter: at most %(most)s characters.", most=_TEXT_MOST))
    area_id, place = _where(form, found)
    return {
        "round_id": found["round_id"],
        "title": title,
        "text": text,
        "area_id": area_id,
        "place": place,
        "channel": "web",
        "contact": contact_of(form),
        "language": language,
        "submission_id": form.value("submission_id") or None,
    }


def _where(form: FilledForm, found: Json) -> tuple[str | None, str | None]:
    """One field asks where: an area of the round if it has some, else a place in the reader's words."""
    where = form.value("where")
    known = {area["area_id"] for area in found["areas"]}
    return (where if where in known else None, None) if known else (None, where or None)


async def _similar(request: Request, found: Json, form: FilledForm) -> list[Json]:
    text = f"{form.value('title')} {form.value('text')}".strip()
    return await services_of(request).ideas.similar(found["round_id"], text) if text else []


def _form(
    request: Request, found: Json, form: FilledForm, similar: list[Json] | None = None, *, status: int = 200
) -> Response:
    return render(
        request,
        "ideas/suggest.html",
        status=status,
        round=found,
        form=form,
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
