"""Saying something about an idea or a proposal, or asking the administration."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.discussions.discussions import about
from gateways.web.discussions.words import REFUSALS, SIDES, UNKNOWN
from gateways.web.pages.contact import contact_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.keys import carry
from gateways.web.pages.rendering import render, speech_of
from gateways.web.vote.booth import opaque_client
from gateways.web.words.message import say
from libs.shared.kernel.ids import new_id

_MOST = 2_000
_NAME_MOST = 60


async def ask_for_comment(request: Request) -> Response:
    """The form: for a comment, a reply or a question; empty or as it came back."""
    asked = request.query_params

    begun = {
        "submission_id": str(new_id()),
        "side": asked.get("side", ""),
        "about": asked.get("reply", ""),
        "kind": asked.get("kind", ""),
    }
    form = form_of(request, begun)
    services = services_of(request)
    discussion = await services.deliberation.discussion(request.path_params["subject_id"])
    parent = form.value("about")
    speech = speech_of(request)
    return render(
        request,
        "discussions/write.html",
        form=form,
        discussion=discussion,
        about=about(discussion),
        parent=await services.deliberation.comment(parent) if parent else None,
        is_question=form.value("kind") == "question",
        sides=[{"value": side, "word": speech.message(word)} for side, word in SIDES.items()],
    )


async def take_comment(request: Request) -> Response:
    """On to the comment's page with its key; or back to the form, with what is wrong."""
    form, subject_id = await read_form(request), request.path_params["subject_id"]
    comment = _checked(form) | {"language": speech_of(request).language}
    if not form.is_sound:
        raise FormIsNotTaken(form)
    try:
        made = await services_of(request).deliberation.write(subject_id, comment, opaque_client(request))
    except ServiceRefused as refusal:
        form.refuse("text", REFUSALS.get(refusal.code, UNKNOWN))
        raise FormIsNotTaken(form) from None
    page = f"/comments/{made['comment_id']}"
    return carry(request, RedirectResponse(page, 303), page, made["key"])


def _checked(form: FilledForm) -> Json:
    is_question, parent = form.value("kind") == "question", form.value("about") or None
    if not is_question and not parent and form.value("side") not in SIDES:
        form.refuse("side", say("Please choose whether it speaks for it or against it."))
    if len(form.require("text", say("Please write what you want to say."))) > _MOST:
        form.refuse("text", say("Please make it shorter: at most %(most)s characters.", most=_MOST))
    if len(form.value("name")) > _NAME_MOST:
        form.refuse("name", say("Please make it shorter: at most %(most)s characters.", most=_NAME_MOST))
    return {
        "kind": "question" if is_question else "comment",
        "side": "none" if is_question or parent else form.value("side"),
        "text": form.value("text"),
        "name": form.value("name") or None,
        "in_reply_to": parent,
        "contact": contact_of(form),
        "submission_id": form.value("submission_id") or None,
    }


ROUTES = [
    Route("/discussions/{subject_id}/new", ask_for_comment),
    Route("/discussions/{subject_id}/new", take_comment, methods=["POST"]),
]
