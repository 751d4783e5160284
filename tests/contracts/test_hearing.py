"""Who hears what: no fact is dropped at a seam because nobody thought of it."""

import importlib
from collections.abc import Sequence
from inspect import getmembers, iscoroutinefunction
from pathlib import Path

import pytest

from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Event
from libs.shared.platform.facts.subscriptions import Subscriptions, Unheard, source_of
from services.reporting import views

ROOT = Path(__file__).parents[2]
LISTENERS = ("ideas", "proposals", "deliberation", "voting", "residents")
VIEWED = {"ideas", "proposals", "voting", "residents"}
REACTIONS = sorted(ROOT.glob("services/*/use_cases/**/when_*.py"))


def table_of(name: str) -> tuple[Subscriptions, Unheard]:
    """Which handler of the service hears what, and what it says that it does not hear."""
    module = importlib.import_module(f"services.{name}.subscriptions")
    return module.SUBSCRIPTIONS, module.UNHEARD


def unaccounted(service: str, heard: Sequence[type[Event]], unheard: Unheard) -> list[str]:
    """Events of the sources that somebody listens to which are neither heard nor said to be unheard, or both."""
    said = [event for events in unheard.values() for event in events]
    sources = {source_of(event) for event in heard}
    told = [event for event in CATALOGUE.values() if source_of(event) in sources and source_of(event) != service]
    return [event.__name__ for event in told if (event in heard) == (event in said)]


@pytest.mark.parametrize("name", LISTENERS)
def test_every_event_of_whom_a_service_listens_to_is_heard_or_said_to_be_unheard(name: str) -> None:
    subscriptions, unheard = table_of(name)

    assert not unaccounted(name, list(subscriptions), unheard), f"services/{name}/subscriptions.py must say so"


def test_every_event_of_all_is_heard_by_a_view_or_said_to_be_unheard() -> None:
    heard = [event for view in views.VIEWS.values() for event in view.listens_to]

    assert not unaccounted("reporting", heard, views.UNHEARD), "services/reporting/views.py must say so"
    assert {source_of(event) for event in heard} == VIEWED


@pytest.mark.parametrize("name", LISTENERS)
def test_what_is_unheard_has_a_reason(name: str) -> None:
    _, unheard = table_of(name)

    assert all(len(reason.split()) > 3 for reason in unheard)
    assert all(unheard.values())


@pytest.mark.parametrize("file", REACTIONS, ids=lambda file: file.stem)
def test_every_reaction_is_registered(file: Path) -> None:
    parts = file.relative_to(ROOT).with_suffix("").parts
    service, module = parts[1], importlib.import_module(".".join(parts))

    reactions = [one for name, one in getmembers(module, iscoroutinefunction) if name.startswith("when_")]

    assert reactions
    assert set(reactions) <= set(table_of(service)[0].values())


def test_one_file_alone_decides_what_becomes_of_news_that_cross() -> None:
    files = [*(ROOT / "services").rglob("use_cases/**/*.py"), *(ROOT / "services").rglob("subscriptions.py")]

    catching = [file.name for file in files if "except StateHasChanged" in file.read_text()]

    assert catching == []
