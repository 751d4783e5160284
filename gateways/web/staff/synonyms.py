"""The words that searches take for the same: a list that the office keeps."""

import re

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.pages.visits import QUICKER, VERSION, as_seen
from gateways.web.staff.office import Office, refusal_in_words, staff_page
from gateways.web.words.message import Message, say

_BETWEEN = re.compile(r"[=,;]")
_NOT_SOUND = "synonyms-are-not-sound"
_FIELD = re.compile(r"groups\.(\d+)")


@staff_page
async def synonyms(office: Office) -> Response:
    """The list, a group on each line; and the list that comes of it."""
    office.demand("moderator", "administrator")
    known = await office.ask("ideas", "GET", "/synonyms")
    if office.request.method != "POST":
        typed = {"groups": "\n".join(" = ".join(group) for group in known["groups"]), VERSION: known["version"]}
        is_kept = office.request.query_params.get("done") == "kept"
        return office.show("synonyms.html", form=office.form(typed), known=known, is_kept=is_kept)
    form = await office.read_form()
    groups = [_BETWEEN.split(line) for line in form.value("groups").splitlines() if line.strip()]
    try:
        await office.ask("ideas", "PUT", "/synonyms", json={"groups": groups}, headers=as_seen(form))
    except ServiceRefused as refused:
        if refused.code not in {_NOT_SOUND, "it-has-changed", "malformed-request"}:
            raise
        _refuse(form, refused)
        raise FormIsNotTaken(form, is_late=refused.status in QUICKER) from None
    return RedirectResponse("/staff/synonyms?done=kept", status_code=303)


def _refuse(form: FilledForm, refused: ServiceRefused) -> None:
    form.refuse("groups", refusal_in_words(refused) if refused.code == "it-has-changed" else _wrong(refused))


def _wrong(refused: ServiceRefused) -> Message:
    fields = [_FIELD.match(str(error.get("field", ""))) for error in refused.problem.get("errors", [])]
    if line := next((int(field[1]) + 1 for field in fields if field), None):
        return say(
            "Line %(line)s cannot be taken, so nothing was: each line needs 2 to 12 words of letters alone, with = "
            "between them, and no word stands in two lines.",
            line=line,
        )
    return say("The list is too long: 200 lines are taken.")


ROUTES = [Route("/staff/synonyms", synonyms, methods=["GET", "POST"])]
