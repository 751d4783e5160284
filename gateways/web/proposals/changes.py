"""The form for what a proposal is to say after changes were asked for: one for residents and for the desk."""

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.location import location_of
from gateways.web.words.coordinates import coordinates
from gateways.web.words.message import say

TITLE_MOST, SUMMARY_MOST, PLACE_MOST = 300, 5_000, 200
WAITS_FOR_CHANGES = "changes_requested"


def as_it_stands(proposal: Json) -> dict[str, str]:
    """What the form shows at first: the proposal as it says now."""
    said = {name: proposal[name] or "" for name in ("title", "summary", "place")}
    return said | {"location": coordinates(proposal["location"])}


def checked(form: FilledForm, proposal: Json) -> Json:
    """What the proposal is to say, with what the form does not ask about as it was."""
    title = form.require("title", say("Please say in a few words what is proposed."))
    summary = form.require("summary", say("Please say in a few sentences what is to be done."))
    for name, said, most in (("title", title, TITLE_MOST), ("summary", summary, SUMMARY_MOST)):
        if len(said) > most:
            form.refuse(name, say("Please make it shorter: at most %(most)s characters.", most=most))
    kept = {name: proposal[name] for name in ("cost_cents", "area_id")}
    where = {"place": form.value("place")[:PLACE_MOST] or None, "location": location_of(form)}
    return kept | where | {"title": title, "summary": summary}
