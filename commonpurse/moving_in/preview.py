"""What the operator sees before anything is taken: what would become of the file, and every line that is not taken."""

from collections import defaultdict

from rich.console import Console

from services.ideas.api.moving_in.plan import Plan
from services.ideas.domain.moving_in.found import number_in

_SHOWN = 3


def show(plan: Plan, round_name: str, fund: tuple[str, str] | None, console: Console) -> None:
    """Say it. ``fund`` is the id and the name of the one that projects with a cost are to be paid from."""

    def say(words: str) -> None:
        console.print(words, markup=False, highlight=False, soft_wrap=True)

    say(f"For the round {round_name}:")
    for words, number in _becoming(plan, fund):
        if number:
            say(f"{number:>9,}  {words}")
    for why, lines in _by_reason(plan).items():
        say(f"{len(lines):>9,}  stay behind, {why}: {', '.join(lines)}")
    if plan.mistakes:
        say(f"{len(plan.mistakes):>9,}  cannot be taken:")
    for mistake in plan.mistakes:
        say(f"           {mistake.place}: {mistake.why['en']}")
    for wish in plan.wishes[:_SHOWN]:
        text = " ".join(wish.body["text"].split())
        say(f"{wish.place}, number {wish.body['origin']['number']}: {wish.body['title'][:80]} | {text[:120]}")


def _becoming(plan: Plan, fund: tuple[str, str] | None) -> list[tuple[str, int]]:
    fund_id, fund_name = fund or (None, "")
    proposals = sum(wish.becomes_proposal(fund_id) for wish in plan.wishes)
    accepted = sum(wish.standing == "accepted" for wish in plan.wishes) - proposals
    costs = 0 if fund_id else sum(wish.cost_cents is not None for wish in plan.wishes)
    return [
        ("ideas wait for a moderator; nobody else reads them before", len(plan.wishes) - proposals - accepted),
        ("ideas were accepted there, and are accepted here and public at once", accepted),
        (f"projects become accepted proposals for the fund {fund_name}, with their cost", proposals),
        ("of these have a cost, which is not taken along: name a fund with --fund to make them proposals", costs),
    ]


def _by_reason(plan: Plan) -> dict[str, list[str]]:
    lines: dict[str, list[str]] = defaultdict(list)
    for one in plan.left_out:
        lines[one.why["en"]].append(str(number_in(one.place)))
    return lines
