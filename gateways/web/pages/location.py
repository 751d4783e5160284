"""Where something is on the map, as somebody types or pastes it: one field, latitude and longitude."""

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import say
from libs.shared.kernel.location import Location, LocationIsNotClear

NAME = "location"


def location_of(form: FilledForm) -> Json | None:
    """The location as services take it; none if the field was left empty, or with an error beside it."""
    if not (typed := form.value(NAME)):
        return None
    try:
        found = Location.read(typed)
    except LocationIsNotClear:
        form.refuse(NAME, say("Please write latitude and longitude as a map shows them, like 52.5134, 13.4973."))
        return None
    return {"longitude": found.longitude, "latitude": found.latitude}
