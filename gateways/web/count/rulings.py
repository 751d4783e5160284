"""What is ruled of a file beforehand: a line for each, and what is wrong with one, in words."""

from collections.abc import Mapping

from gateways.web.clients.asking import Json
from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import Message, say

FIELDS = ("conflict", "guarantee", "at_most", "weight")
"""One line for each ruling."""
ORDERS: Mapping[str, Message] = {
    "": say("As the file says; else the cheaper first"),
    "cost-asc,score": say("The cheaper first, then the one with the higher score"),
    "cost-desc,score": say("The dearer first, then the one with the higher score"),
    "score,cost-asc": say("The one with the higher score first, then the cheaper"),
    "file-order": say("The one that stands first in the file"),
    "lot": say("Whichever the lot says"),
}
_MOST, _LONGEST = 50, 100
_TOO_MANY = say("At most 50 lines of 100 signs each can be counted here. The command on your own machine has no bound.")
_NO_ORDER = say("There is no such order. Please choose one.")
_WRONG: Mapping[str, Message] = {
    "contradiction": say(
        "This cannot be: either more is guaranteed than there is, or an area is named twice, or gets nothing. Please "
        "change it."
    ),
    "no-seed": say("The file names no seed of a lot. Write the seed, or choose another order."),
    "unknown-order": _NO_ORDER,
    "unknown-project": say("The file has no project %(said)s. Write projects as the file numbers them."),
    "one-alone": say("%(said)s is one project alone. Name those that exclude each other, as in 4, 7."),
    "no-money": say(
        "%(said)s: write a name and its money, as in North = 1000, no finer than the costs of the file and without "
        "signs between thousands."
    ),
    "no-weight": say(
        "%(said)s: write a channel and a whole number from 1 to 100, as in paper = 2, and each channel once."
    ),
    "unknown-place": say("No project of the file stands in %(said)s. It has: %(known)s."),
    "unknown-channel": say("No ballot of the file came through %(said)s. It has: %(known)s."),
}
_NOTHING_KNOWN: Mapping[str, Message] = {
    "unknown-place": say("No project of the file stands in %(said)s: it names no areas."),
    "unknown-channel": say("The file does not say through which channel a ballot came, so none can count more."),
}


def typed(form: FilledForm) -> dict[str, str | list[str]]:
    """The rulings that were typed; what cannot be sent stands beside its field."""
    rulings: dict[str, str | list[str]] = {name: _lines(form, name) for name in FIELDS}
    return rulings | {"ties": _order(form)}


def wrong(problem: Json) -> tuple[str, Message]:
    """Beside which field it stands what does not fit the file, and in which words."""
    why, places = problem["why"], {name: problem[name] for name in ("said", "known")}
    words = _WRONG[why] if places["known"] else _NOTHING_KNOWN.get(why, _WRONG[why])
    return problem["ruling"], Message(words.text, places)


def _lines(form: FilledForm, name: str) -> list[str]:
    lines = [" ".join(line.split()) for line in form.value(name).splitlines() if line.strip()]
    if len(lines) > _MOST or any(len(line) > _LONGEST for line in lines):
        form.refuse(name, _TOO_MANY)
        return []
    return lines


def _order(form: FilledForm) -> str:
    """The order among equals as voting takes it; a seed of a lot comes after whatever was chosen."""
    order, seed = form.value("ties"), form.value("seed")
    if order not in ORDERS:
        form.refuse("ties", _NO_ORDER)
    if not seed:
        return order
    if "," in seed or len(seed) > _LONGEST:
        form.refuse("seed", say("A seed of a lot has no comma here, and at most 100 signs."))
    before = {"": "cost-asc,score,", "lot": ""}.get(order, f"{order},")
    return f"{before}lot:{seed}"
