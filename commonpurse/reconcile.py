"""``commonpurse reconcile``: lets everyone go on after a service was put back to an older state."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commonpurse.beside import settings_beside
from commonpurse.parts import SERVICE_NAMES
from commonpurse.trouble import Trouble, run_plainly
from libs.shared.platform.facts.heard import HeardFact
from libs.shared.platform.facts.reconciling import Ahead, Ears, Finding, compare, ears_of, go_on_from, step_back
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import started
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.storage.database import Database

Databases = Mapping[ServiceName, Database]
_MOST_NAMED = 20
_WEBHOOKS = "webhooks"
"""The listener of reporting that fills no view."""


@run_plainly
async def reconcile(
    url: Annotated[
        str | None, typer.Option(help="Where all services answer, if not where the environment says.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="The folder of the platform that runs on this machine.")] = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Compare what services heard of each other, and let them go on after one was put back to an older state."""
    settings, console = settings_beside(data, url), Console()
    async with _databases(settings) as databases:
        findings = await compare(databases, await _ears(databases))
        for line in _in_words(findings):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        if not findings:
            return
        if not yes:
            typer.confirm("Let them go on like that?", abort=True)
        await _go_on(findings, databases)
    for view in _views_of(findings):
        await _rebuild(view, settings)
        console.print(f"the view {view} was built anew", markup=False, highlight=False)
    console.print("All go on within ten seconds. 'commonpurse doctor' says how they stand.", highlight=False)


async def _go_on(findings: Sequence[Finding], databases: Databases) -> None:
    for finding in findings:
        epoch = await go_on_from(finding, databases[finding.source])
        for ahead in finding.ahead:
            if not _is_of_a_view(ahead):
                await step_back(ahead, finding, epoch, databases[ahead.service])


def _in_words(findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return ["Nobody has heard more of a service than the service itself knows: there is nothing to reconcile."]
    lines = []
    for finding in findings:
        lines.append(f"{finding.source} was put back to position {finding.to} of its journal.")
        for ahead in finding.ahead:
            lines += [f"  {ahead.listener} has heard up to {ahead.heard}.", *_lost(ahead.lost)]
    return [*lines, *_CONSEQUENCES]


def _lost(facts: Sequence[HeardFact]) -> list[str]:
    named = [
        f"    lost: {fact.type} of {fact.subject}, heard {fact.heard_at:%Y-%m-%d %H:%M} UTC"
        for fact in facts[:_MOST_NAMED]
    ]
    more = len(facts) - len(named)
    return [*named, f"    and {more} more"] if more else named


_CONSEQUENCES = (
    "",
    "What is named as lost took effect with those that heard it; whoever told it knows nothing of it any more.",
    "Look at these things there, and do by hand what has to be done again.",
    "What was announced since is heard by everyone now; nothing takes effect twice. Views are built anew.",
)


def _views_of(findings: Sequence[Finding]) -> list[str]:
    names = {ahead.listener for finding in findings for ahead in finding.ahead if _is_of_a_view(ahead)}
    return sorted({name.rpartition(".")[0] for name in names})


def _is_of_a_view(ahead: Ahead) -> bool:
    # A view is built anew, generation by generation. Webhooks hear again, and tell nobody the same twice.
    return ahead.service == "reporting" and "." in ahead.listener


async def _ears(databases: Databases) -> Ears:
    ears: dict[ServiceName, Collection[str]] = {}
    for service, database in databases.items():
        async with database.reading() as session:
            ears[service] = await ears_of(session)
    ears["reporting"] = [*await _active_views(databases["reporting"]), *{*ears["reporting"]} & {_WEBHOOKS}]
    return ears


async def _active_views(reporting: Database) -> list[str]:
    from services.reporting.standing import standings
    from services.reporting.storage.generations import listener_name

    return [listener_name(view.name, view.generation) for view in await standings(reporting)]


async def _rebuild(view: str, settings: Settings) -> None:
    from services.reporting.main import SERVICE
    from services.reporting.rebuilding import RebuildIsUnderWay, rebuild
    from services.reporting.views import VIEWS

    runtime = assemble("reporting", settings)
    async with started(SERVICE, runtime):
        try:
            await rebuild(runtime, VIEWS[view])
        except RebuildIsUnderWay as error:
            raise Trouble(f"{error}: call 'commonpurse reconcile' again in a minute") from None


@asynccontextmanager
async def _databases(settings: Settings) -> AsyncIterator[Databases]:
    databases: Databases = {name: Database(settings.database_of(name)) for name in SERVICE_NAMES}
    try:
        yield databases
    finally:
        for database in databases.values():
            await database.aclose()
