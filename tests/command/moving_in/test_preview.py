"""What the operator sees of a file before anything of it is taken."""

import io

from rich.console import Console

from commonpurse.moving_in import preview
from services.ideas.domain.moving_in.found import LeftOut, Mistake
from tests.ideas.moving_in.test_plan import BENCH, POND, planned


def test_the_preview_names_every_line_that_is_not_taken() -> None:
    gone = [LeftOut(place, {"en": "withdrawn there"}) for place in ("line 7", "line 8")]
    plan = planned(BENCH, POND, *gone, Mistake("line 9", {"en": "[b]there is no title[/b]"}))

    out = io.StringIO()
    preview.show(plan, "Lichtenberg", None, Console(file=out, width=200))

    assert out.getvalue().splitlines() == [
        "For the round Lichtenberg:",
        "        1  ideas wait for a moderator; nobody else reads them before",
        "        1  ideas were accepted there, and are accepted here and public at once",
        "        1  of these have a cost, which is not taken along: name a fund with --fund to make them proposals",
        "        2  stay behind, withdrawn there: 7, 8",
        "        1  cannot be taken:",
        "           line 9: [b]there is no title[/b]",
        "line 2, number 1: Benches | Two benches.",
        "line 3, number 2: Pond | Pond",
    ]
