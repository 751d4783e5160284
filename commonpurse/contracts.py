"""What other software may rely on, written down: ``make schemas`` writes it, ``make lint`` looks whether it holds.

python -m commonpurse.contracts            whether the files are those of the code, and every promise is kept
python -m commonpurse.contracts write      brings the files up to date
python -m commonpurse.contracts keep       keeps those of now as those of the version that is released
"""

import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from commonpurse import api_documents
from commonpurse.parts import all_services
from libs.shared.events import asyncapi, pages, releases, schemas
from services.reporting.views import VIEWS

_HOW_TO_WRITE = "run: make schemas"
_HOW_TO_CHANGE = (
    "A released event keeps its promise: add an optional field beside it, or announce another version of the event "
    "beside the old one. A type that is to end is named in docs/events/released/ended.json, with the decision."
)


def files() -> Mapping[str, bytes]:
    """What docs/events must hold, by file name."""
    described = schemas.as_file(asyncapi.document())
    return {**schemas.files(), asyncapi.NAME: described, **pages.files(listeners())}


def listeners() -> Mapping[str, list[str]]:
    """Who hears which event in Commonpurse itself."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, service in all_services().items():
        for model in service.subscriptions:
            found[model.type].append(name)
    for view in VIEWS.values():
        for model in view.listens_to:
            found[model.type].append(f"reporting ({view.name})")
    return found


def complaints(folder: Path = schemas.FOLDER, released: Path = releases.FOLDER) -> list[str]:
    """What does not hold, in a sentence each; nothing if all is well."""
    broken = releases.broken(folder=released)
    stale = [f"{name} is not what the code says; {_HOW_TO_WRITE}" for name in sorted(_stale(folder, files()))]
    return [*stale, *broken, *([_HOW_TO_CHANGE] if broken else [])]


def complaints_of_apis(now: Mapping[str, api_documents.Node], folder: Path = api_documents.FOLDER) -> list[str]:
    """The same of the services' interfaces, whose documents of now are given."""
    kept = {file.name: file.read_bytes() for file in folder.glob("*.json")}
    written = api_documents.files(now)
    stale = [
        f"docs/api/{name} is not what the code says; {_HOW_TO_WRITE}"
        for name in sorted(kept.keys() | written.keys())
        if kept.get(name) != written.get(name)
    ]
    return [*stale, *api_documents.broken(api_documents.promised(), now)]


def write(folder: Path = schemas.FOLDER) -> None:
    """Bring the folder up to date."""
    now = files()
    for name in _stale(folder, now):
        (folder / name).write_bytes(now[name]) if name in now else (folder / name).unlink()


def write_apis(now: Mapping[str, api_documents.Node], folder: Path = api_documents.FOLDER) -> None:
    """Bring the documents of the interfaces up to date."""
    for name, content in api_documents.files(now).items():
        (folder / name).write_bytes(content)


def _stale(folder: Path, now: Mapping[str, bytes]) -> set[str]:
    there = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    return {name for name in now.keys() | there.keys() if now.get(name) != there.get(name)}


def main(arguments: list[str]) -> int:
    """The command; 1 if something does not hold."""
    if arguments == ["write"]:
        write()
        write_apis(api_documents.documents())
    elif arguments == ["keep"]:
        releases.keep(releases.next_version())
        api_documents.keep()
    found = [*complaints(), *complaints_of_apis(api_documents.documents())]
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")  # noqa: T201 - for whoever called it
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
