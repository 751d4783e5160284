"""The proposals that one conflicts with as staff type them: the other's number = why not both."""

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import Message, say

FIELD = "conflicts_with"
REFUSED = "conflict-does-not-fit"
_MOST_LINES, _MOST_IN_A_LINE = 20, 300


def as_typed(conflicts: list[Json]) -> str:
    """The lines as one types them."""
    return "\n".join(f"{one['number']} = {one['reason']}" for one in conflicts)


def read(form: FilledForm) -> list[Json]:
    """The lines that were typed; what is wrong with one stands beside the field."""
    typed = [line for line in form.value(FIELD).splitlines() if line.strip()]
    if len(typed) > _MOST_LINES:
        form.refuse(FIELD, say("Please name at most %(most)s proposals.", most=_MOST_LINES))
    return [found for at, line in enumerate(typed, 1) if (found := _line(form, at, line))]


def wrong(refused: ServiceRefused) -> Message:
    """What proposals has against a line."""
    at = refused.problem.get("line", 1)
    return {
        "another-round": say("Line %(line)s names a proposal of another round.", line=at),
        "itself": say("Line %(line)s names this proposal itself.", line=at),
        "twice": say("Line %(line)s names a proposal a second time.", line=at),
    }.get(refused.problem.get("why", ""), say("Line %(line)s names a proposal that does not exist.", line=at))


def _line(form: FilledForm, at: int, typed: str) -> Json | None:
    number, _, reason = (part.strip() for part in typed.partition("="))
    if not number or not reason:
        form.refuse(FIELD, say("Line %(line)s is not clear: write the number, then = and why not both.", line=at))
        return None
    if len(typed) > _MOST_IN_A_LINE:
        form.refuse(
            FIELD, say("Line %(line)s is too long: at most %(most)s characters.", line=at, most=_MOST_IN_A_LINE)
        )
        return None
    return {"number": number, "reason": reason}
