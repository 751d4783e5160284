"""One comment before the office: what it says, why it was reported, and what may be done."""

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.discussions.words import REPORTED_FOR
from gateways.web.pages.visits import VERSION
from gateways.web.staff.desk.actions import Thing, allowed_now, forms_of, take, words_of_none
from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.words import DONE


@staff_page
async def comment(office: Office) -> Response:
    """The comment, and the answer to it."""
    comment_id = office.request.path_params["comment_id"]
    body = await office.ask("deliberation", "GET", f"/comments/{comment_id}")
    thing = Thing("deliberation", f"/comments/{comment_id}", f"/staff/comments/{comment_id}", "", body["version"])
    if office.request.method == "POST":
        return await take(office, thing)
    form, allowed = office.form({VERSION: thing.version}), await allowed_now(office, thing.service, thing.path)
    done = office.request.query_params.get("done", "")
    return office.show(
        "discussions/case_comment.html",
        comment=body,
        reported_for=REPORTED_FOR,
        actions=forms_of(allowed, office, thing, form if form.value("action") else None),
        form=form,
        lost_words=words_of_none(allowed, form),
        done=DONE["comment"].get(done),
        following=await _next(office, "unanswered" if done == "answer" else "waiting") if done else None,
    )


async def _next(office: Office, queue: str) -> str | None:
    """The page of the one that waits longest in the queue that this one came from."""
    found = await office.ask("deliberation", "GET", "/comments", params={"queue": queue, "limit": 1})
    return f"/staff/comments/{found['items'][0]['comment_id']}" if found["items"] else None


ROUTES = [Route("/staff/comments/{comment_id}", comment, methods=["GET", "POST"])]
