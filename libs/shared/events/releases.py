"""What was promised: the schemas of each release are kept, and the present ones held against those of the last.

They are kept apart from those that ``make schemas`` writes: a promise that is broken stays broken, however often
they are written anew. Whoever releases a version keeps its schemas with ``keep``.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from libs.shared.events import schemas
from libs.shared.events.compatibility import added_fields, broken_promises

FOLDER = schemas.FOLDER / "released"
_PROJECT = Path(__file__).parents[3] / "pyproject.toml"
_ENDED = "ended.json"

Files = Mapping[str, bytes]


def versions(folder: Path = FOLDER) -> list[str]:
    """The releases whose schemas are kept, the last one last."""
    return sorted((kept.name for kept in folder.iterdir() if kept.is_dir()), key=_as_numbers)


def next_version() -> str:
    """The version that is being prepared."""
    return str(tomllib.loads(_PROJECT.read_text())["project"]["version"])


def ended(folder: Path = FOLDER) -> Mapping[str, str]:
    """The types that were announced once and are no more, and why: a decision of somebody's, never a slip."""
    found: dict[str, str] = json.loads((folder / _ENDED).read_text())
    return found


def kept(version: str, folder: Path = FOLDER) -> Files:
    """The schemas of a release, by file name."""
    return {file.name: file.read_bytes() for file in sorted((folder / version).glob("*.json"))}


def keep(version: str, folder: Path = FOLDER) -> None:
    """Keep the schemas of now as those of a release."""
    own = folder / version
    own.mkdir()
    for name, content in schemas.files().items():
        (own / name).write_bytes(content)


def broken(now: Files | None = None, folder: Path = FOLDER) -> list[str]:
    """In what the schemas of now break what the last release promised."""
    now = schemas.files() if now is None else now
    last = versions(folder)[-1]
    found = [
        *_gone(kept(last, folder), now, ended(folder)),
        *(words for name, before in kept(last, folder).items() if name in now for words in _changed(name, before, now)),
    ]
    return [f"{words} (promised by {last})" for words in found]


def of(version: str, folder: Path = FOLDER) -> Files:
    """The schemas of a release, or of the one that is being prepared."""
    return kept(version, folder) if version in versions(folder) else schemas.files()


def added(before: bytes, after: bytes) -> list[str]:
    """The fields that a schema has and an earlier one had not."""
    return added_fields(json.loads(before), json.loads(after))


def since(name: str, folder: Path = FOLDER) -> str:
    """The first version with an event of that type."""
    return _first([version for version in versions(folder) if f"{name}.json" in kept(version, folder)])


def fields_since(name: str, folder: Path = FOLDER) -> dict[str, str]:
    """Of fields that an event has not always had, the first version that has them."""
    found: dict[str, str] = {}
    told = [(version, kept(version, folder).get(f"{name}.json")) for version in versions(folder)]
    steps = [(version, content) for version, content in told if content]
    steps.append((_first([]), schemas.files()[f"{name}.json"]))
    for (_, before), (version, after) in pairwise(steps):
        found |= dict.fromkeys(added(before, after), version)
    return found


def _first(found: list[str]) -> str:
    return found[0] if found else next_version()


def _gone(before: Files, now: Files, ended: Mapping[str, str]) -> Iterator[str]:
    for name in before.keys() - now.keys():
        if name.removesuffix(".json") not in ended:
            yield f"{name.removesuffix('.json')} is announced no more"


def _changed(name: str, before: bytes, now: Files) -> Iterator[str]:
    for words in broken_promises(json.loads(before), json.loads(now[name])):
        yield f"{name.removesuffix('.json')}: {words}"


def _as_numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
