"""``commonpurse import-ideas FORMAT FILE``: a town's ideas from another platform, shown first and then taken."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from commonpurse.moving_in import preview
from commonpurse.moving_in.taking import STAFF, take
from commonpurse.moving_in.where import Place, Wanted, place_of
from commonpurse.parts import SERVICE_NAMES
from commonpurse.signing_in import Code, Password
from commonpurse.town_hall import TownHall
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.kernel.typed_text import same_name
from libs.shared.platform.api.languages import Language
from libs.shared.platform.running.settings import PartName
from services.ideas.api.moving_in.plan import Target, in_round, plan_of
from services.ideas.domain.moving_in.errors import FileCannotBeRead
from services.ideas.domain.moving_in.formats import READERS, SYSTEMS, Format
from services.ideas.domain.moving_in.found import Findings, Wishes
from services.ideas.domain.moving_in.rows import read_rows

_SAY_EVERY = 1_000


@run_plainly
async def import_ideas(
    format_: Annotated[Format, typer.Argument(metavar="FORMAT", help="Where it is from.", show_default=False)],
    file: Annotated[Path, typer.Argument(help="What the platform exported, as .csv or .json.", show_default=False)],
    url: Annotated[str, typer.Option(help="Where the platform answers.")] = "http://127.0.0.1:8000",
    name: Annotated[str, typer.Option(help="Your staff account: a moderator's or administrator's.")] = "admin",
    password: Password = "",
    code: Code = None,
    round_: Annotated[str | None, typer.Option("--round", help="The round's name; not needed if there is one.")] = None,
    fund: Annotated[
        str | None, typer.Option(help="Make accepted projects with a cost proposals for this fund of the round.")
    ] = None,
    new_round: Annotated[
        int | None,
        typer.Option(
            "--new-round", metavar="BUDGET", help="Make the round, with the file's areas and this much in the fund."
        ),
    ] = None,
    currency: Annotated[str, typer.Option(help="Of a new round.")] = "EUR",
    language: Annotated[Language, typer.Option(help="Which of the file's languages to take.")] = "en",
    area_column: Annotated[str, typer.Option(help="Which heading names the part of town.", show_default=False)] = "",
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Take it without asking.")] = False,
) -> None:
    """Take ideas and projects over from Decidim, CONSUL, Stanford PB or a table, shown before they are taken."""
    content = _content_of(file)
    parts: tuple[PartName, ...] = SERVICE_NAMES
    town = TownHall(dict.fromkeys(parts, url))
    try:
        rows = read_rows(content)
        await town.sign_in(name, password, STAFF, code=code)
        into = await place_of(town, Wanted(round_, fund, new_round, currency))
        wishes = Wishes(language, into.currency, same_name(area_column))
        await move_in(town, format_, READERS[format_](rows, wishes), into, language, is_sure=yes)
    except FileCannotBeRead as refused:
        raise Trouble(str(refused)) from None
    finally:
        await town.aclose()


def _content_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Trouble(f"cannot read {file}: {error.strerror}") from None


async def move_in(
    town: TownHall, format_: Format, findings: Findings, into: Place, language: Language, *, is_sure: bool
) -> None:
    """Show what was found, and take it if whoever asks is sure.

    Raises:
        Trouble: if there is nothing to take, or some was refused.
    """
    console = Console()
    plan = plan_of(findings, Target(SYSTEMS[format_], language, into.round_body))
    preview.show(plan, into.name, into.fund, console)
    if not plan.wishes:
        raise Trouble("there is nothing to take")
    if not is_sure and not typer.confirm("Take them?"):
        raise Trouble("given up; nothing was taken")
    round_body = await into.made(town, [*plan.areas.values()])
    before = await _ideas_of(town, round_body["round_id"])
    with _progress(len(plan.wishes), console) as step:
        taken = await take(town, in_round(plan.wishes, round_body), into.fund_id_in(round_body), step)
    more = await _ideas_of(town, round_body["round_id"]) - before  # others may have suggested some meanwhile
    console.print(f"{taken.done:,} are there now; the round holds {more:,} more than before.", highlight=False)
    if taken.refused:
        lines = "\n".join(taken.refused)
        raise Trouble(f"{len(taken.refused):,} were refused, and the rest was taken:\n{lines}")


async def _ideas_of(town: TownHall, round_id: str) -> int:
    params = {"round_id": round_id, "limit": 1}
    return int((await town.must("ideas", "GET", "/ideas", staff=STAFF, params=params))["total"])


@contextmanager
def _progress(of: int, console: Console) -> Iterator[Callable[[], None]]:
    """What to call with each idea: a bar where somebody looks, a line for each thousand in a log."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        bar.advance(task)
        if not console.is_terminal and done % _SAY_EVERY == 0:
            console.print(f"{done:,} of {of:,}", highlight=False)

    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("taking over", total=of)
        yield step
