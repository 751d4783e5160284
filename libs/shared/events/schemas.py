"""The published language as JSON Schemas, for integrators: ``make schemas`` writes them.

The files are committed, so that a change to an event shows in review as what it is: a change to a promise.
"""

from collections.abc import Mapping
from pathlib import Path

from pydantic_core import to_json

from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Envelope, Event
from libs.shared.events.examples import envelope_of, example_of

FOLDER = Path(__file__).parents[3] / "docs" / "events"


def files() -> Mapping[str, bytes]:
    """What the folder must hold, by file name."""
    schemas = {f"{name}.json": _of_event(model) for name, model in sorted(CATALOGUE.items())}
    return schemas | {"envelope.json": _as_file(_of_envelope())}


def write(folder: Path = FOLDER) -> None:
    """Bring the folder up to date."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    for name, content in files().items():
        (folder / name).write_bytes(content)


def _of_event(model: type[Event]) -> bytes:
    example = envelope_of(example_of(model), source=model.type.partition(".")[0])
    schema = _dialect(model.type) | model.model_json_schema()
    return _as_file(schema | {"examples": [example.model_dump(mode="json")["data"]]})


def _of_envelope() -> dict[str, object]:
    schema = Envelope.model_json_schema(mode="serialization")
    schema["properties"]["data"] = {"title": "Data", "type": "object", "description": "See the schema of the type."}
    schema.pop("$defs", None)
    return _dialect("envelope") | schema


def _dialect(name: str) -> dict[str, object]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.json"}


def _as_file(schema: Mapping[str, object]) -> bytes:
    return to_json(schema, indent=2) + b"\n"


if __name__ == "__main__":
    write()
