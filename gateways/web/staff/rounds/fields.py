"""What the forms of a round share: amounts, lines of text, funds, and the parts of a calendar."""

import re
from typing import Any

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.office import Office
from gateways.web.words.amounts import amount_in
from gateways.web.words.message import say

Body = dict[str, Any]

PHASES = [
    ("suggest", say("Suggest: from")),
    ("screen", say("Check: from")),
    ("cost", say("Work out what it costs: from")),
    ("vote", say("Vote: from")),
    ("deliver", say("Build: from")),
]


async def workflows_of(office: Office) -> list[tuple[str, str]]:
    """The workflows that the ideas of a round can go by, with their names for people."""
    found = await office.ask("ideas", "GET", "/workflows")
    return [(each["workflow"], each["label"]) for each in found["items"]]


def lines(form: FilledForm, name: str) -> list[str]:
    """The lines that were typed, without the empty ones."""
    return [line.strip() for line in form.value(name).splitlines() if line.strip()]


def funds(form: FilledForm, currency: str) -> list[Body]:
    """The funds that were typed, each on its line with a colon and its amount."""
    found = []
    for line in lines(form, "funds"):
        parts = re.fullmatch(r"(.+?)[:;=\t]\s*(\S.*)", line)
        if parts is None:
            form.refuse(
                "funds", say("Write each fund as its name, a colon and its amount: “%(line)s” has none.", line=line)
            )
            continue
        cents = amount(form, "funds", parts[2], currency)
        spent_by = "advice" if cents == 0 else "vote"
        found.append({"name": parts[1].strip(), "budget_cents": cents, "spent_by": spent_by})
    return found


def amount(form: FilledForm, name: str, text: str, currency: str) -> int | None:
    """The amount in minor units; none, with an error beside the field, if it is not one."""
    words = say("This is not an amount: %(typed)s. Write digits, such as 120000 or 12.50.", typed=text)
    return amount_in(form, name, text, currency, words)
