"""``commonpurse dead-letters``: what services could not apply, with the reason, and its replay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Console

from commonpurse.parts import SERVICE_NAMES
from commonpurse.signing_in import Code, Password
from commonpurse.town_hall import TownHall, refusal_in
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.platform.running.settings import PartName, ServiceName

_NO_SUCH_LETTER = "no-such-dead-letter"
_STAFF = "administrator"


@dataclass(frozen=True, slots=True)
class _Letter:
    service: ServiceName
    number: int
    words: str

    @property
    def name(self) -> str:
        return f"{self.service}/{self.number}"


@run_plainly
async def dead_letters(
    url: Annotated[str, typer.Option(help="Where the platform answers.")] = "http://127.0.0.1:8000",
    name: Annotated[str, typer.Option(help="Your account; an administrator's.")] = "admin",
    password: Password = "",
    code: Code = None,
    replay: Annotated[list[str] | None, typer.Option(help="SERVICE/NUMBER of one to apply now; or 'all'.")] = None,
) -> None:
    """List events that services could not apply, with the reason; or have them applied once that is mended."""
    parts: tuple[PartName, ...] = SERVICE_NAMES
    town = TownHall(dict.fromkeys(parts, url))
    try:
        await town.sign_in(name, password, _STAFF, code=code)
        letters = await _waiting(town)
        said = await _replayed(town, _chosen(letters, replay)) if replay else _listed(letters)
    finally:
        await town.aclose()
    Console().print(said.words, markup=False, highlight=False, soft_wrap=True)
    if not said.is_well:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Said:
    words: str
    is_well: bool = True


async def _waiting(town: TownHall) -> list[_Letter]:
    return [
        _Letter(service, one["id"], f"{one['set_aside_at'][:19]} {one['listener']} {one['place']}: {one['reason']}")
        for service in SERVICE_NAMES
        for one in (await town.must(service, "GET", "/dead-letters", staff=_STAFF))["items"]
    ]


def _listed(letters: Sequence[_Letter]) -> _Said:
    if not letters:
        return _Said("nothing was set aside")
    lines = [f"{letter.name}  {letter.words}" for letter in letters]
    return _Said(
        "\n".join([*lines, "Once the reason is mended: --replay SERVICE/NUMBER, or --replay all"]), is_well=False
    )


def _chosen(letters: Sequence[_Letter], asked: Sequence[str]) -> Sequence[_Letter]:
    if "all" in asked:
        return letters
    wanted = [letter for letter in letters if letter.name in asked]
    if unknown := {*asked} - {letter.name for letter in wanted}:
        raise Trouble(f"{', '.join(sorted(unknown))}: nothing waits there. It may have been replayed already")
    return wanted


async def _replayed(town: TownHall, letters: Sequence[_Letter]) -> _Said:
    lines, is_well = [], True
    for letter in letters:
        answer = await town.ask(letter.service, "POST", f"/dead-letters/{letter.number}/replay", staff=_STAFF)
        refusal = refusal_in(answer) if answer.is_error else None
        if refusal is None or refusal.code == _NO_SUCH_LETTER:
            lines.append(f"{letter.name}: applied{' already' if refusal else ''}")
            continue
        is_well = False
        lines.append(f"{letter.name}: {refusal.detail or refusal.code}")
    return _Said("\n".join(lines) or "nothing was set aside", is_well)
