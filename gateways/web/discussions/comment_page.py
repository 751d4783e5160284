"""The page of a comment: how it stands; whoever holds its key takes it back, and anybody reports it."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.discussions.words import REFUSALS, REPORTED_FOR, UNKNOWN
from gateways.web.pages.forms import read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.keys import as_sent, carried
from gateways.web.pages.rendering import render, speech_of
from gateways.web.vote.booth import opaque_client
from gateways.web.words.message import say
from libs.shared.kernel.key import in_groups


async def show_comment(request: Request) -> Response:
    """The comment as everybody may see it; right after it was sent also its key, to be noted."""
    comment_id, key = request.path_params["comment_id"], carried(request) or None
    try:
        comment = await services_of(request).deliberation.comment(comment_id, key)
    except ServiceRefused:
        # It waits, or there is none: which of the two is told to nobody but by its key.
        return render(request, "discussions/comment_unknown.html", status=404, form=form_of(request))
    page = render(
        request,
        "discussions/comment.html",
        comment=comment,
        about=f"/{comment['subject_kind']}s/{comment['number']}",
        key=in_groups(key) if key and comment["version"] else "",
        form=form_of(request, {"key": in_groups(key)} if key else None),
        can_withdraw=comment["state"] in ("waiting", "shown"),
    )
    page.headers["Cache-Control"] = "no-store"  # it may hold the key
    return page


async def withdraw(request: Request) -> Response:
    """Back to the comment's page, which says so; or with what is wrong."""
    form, comment_id = await read_form(request), request.path_params["comment_id"]
    key = as_sent(form.require("key", say("Please type the key that you noted when you sent your comment.")))
    if form.is_sound:
        try:
            await services_of(request).deliberation.withdraw(comment_id, key)
            return RedirectResponse(f"/comments/{comment_id}/taken-back", 303)
        except ServiceRefused as refused:
            form.refuse("key", REFUSALS.get(refused.code, UNKNOWN))
    raise FormIsNotTaken(form)


async def say_that_it_is_taken_back(request: Request) -> Response:
    """The comment is gone, also where it was never shown."""
    return render(request, "discussions/taken_back.html")


async def ask_for_report(request: Request) -> Response:
    """Why the comment should not be shown."""
    comment = await services_of(request).deliberation.comment(request.path_params["comment_id"])
    speech = speech_of(request)
    options = [{"value": value, "word": speech.message(word)} for value, word in REPORTED_FOR.items()]
    is_done = "done" in request.query_params
    return render(
        request, "discussions/report.html", comment=comment, form=form_of(request), options=options, is_done=is_done
    )


async def take_report(request: Request) -> Response:
    """Back to the page, which thanks; or with what is wrong."""
    form, comment_id = await read_form(request), request.path_params["comment_id"]
    if form.value("criterion") not in REPORTED_FOR:
        form.refuse("criterion", say("Please choose why it should not be shown."))
        raise FormIsNotTaken(form)
    try:
        client = opaque_client(request)
        await services_of(request).deliberation.report(comment_id, form.value("criterion"), client)
    except ServiceRefused as refused:
        form.refuse("criterion", REFUSALS.get(refused.code, UNKNOWN))
        raise FormIsNotTaken(form) from None
    return RedirectResponse(f"/comments/{comment_id}/report?done=yes", 303)


ROUTES = [
    Route("/comments/{comment_id}", show_comment),
    Route("/comments/{comment_id}", withdraw, methods=["POST"]),
    Route("/comments/{comment_id}/taken-back", say_that_it_is_taken_back),
    Route("/comments/{comment_id}/report", ask_for_report),
    Route("/comments/{comment_id}/report", take_report, methods=["POST"]),
]
