"""The lines of a proposal's cost as staff type them: what = how much = how much of it help covers."""

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.words.amounts import amount_in
from gateways.web.words.message import Message, say
from gateways.web.words.speech import Speech

FIELD = "costs"
_PARTS = (2, 3)


def as_typed(lines: list[Json], currency: str, speech: Speech) -> str:
    """The lines as one types them."""

    def typed(line: Json) -> str:
        amounts = [line["cost_cents"], *([line["helped_cents"]] if line["helped_cents"] else [])]
        return " = ".join([line["what"], *(speech.amount_to_edit(cents, currency) for cents in amounts)])

    return "\n".join(typed(line) for line in lines)


def read(form: FilledForm, currency: str) -> list[Json]:
    """The lines that were typed; what is wrong with one stands beside the field."""
    typed = [line for line in form.value(FIELD).splitlines() if line.strip()]
    return [found for at, line in enumerate(typed, 1) if (found := _line(form, at, line, currency))]


def _line(form: FilledForm, at: int, typed: str, currency: str) -> Json | None:
    parts = [part.strip() for part in typed.split("=")]
    if len(parts) not in _PARTS or not parts[0]:
        form.refuse(FIELD, _not_clear(at))
        return None
    amounts = [amount_in(form, FIELD, part, currency, _not_clear(at)) for part in parts[1:]]
    if None in amounts:
        return None
    return {"what": parts[0], "cost_cents": amounts[0], "helped_cents": amounts[1] if amounts[1:] else 0}


def _not_clear(at: int) -> Message:
    return say(
        "Line %(line)s is not clear: write what it is, then = and what it costs, such as: Benches = 2400", line=at
    )
