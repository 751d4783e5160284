"""The published language as JSON Schemas, for integrators: ``make schemas`` writes them.

The files are committed, so that a change to an event shows in review as what it is: a change to a promise.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from libs.shared.events import meanings
from libs.shared.events.addresses import schema_of
from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Envelope, Event
from libs.shared.events.examples import envelope_of, example_of

FOLDER = Path(__file__).parents[3] / "docs" / "events"

Schema = dict[str, Any]


def files() -> Mapping[str, bytes]:
    """What the folder must hold, by file name."""
    schemas = {f"{name}.json": as_file(of_event(model)) for name, model in sorted(CATALOGUE.items())}
    return schemas | {"envelope.json": as_file(of_envelope())}


def write(folder: Path = FOLDER) -> None:
    """Bring the folder up to date."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in {file.name for file in folder.glob("*.v*.json")} - files().keys():
        (folder / name).unlink()
    for name, content in files().items():
        (folder / name).write_bytes(content)


def of_event(model: type[Event], parts: str = "#/$defs/{model}") -> Schema:
    """The schema of an event's data, each field with its meaning, and an example.

    Args:
        parts: Where the schemas of parts stand, as a reference.
    """
    schema = model.model_json_schema(ref_template=parts)
    for name, part in ((model.__name__, schema), *schema.get("$defs", {}).items()):
        _describe(name, part)
    example = envelope_of(example_of(model))
    return _dialect(model.type) | schema | {"examples": [example.model_dump(mode="json")["data"]]}


def of_envelope() -> Schema:
    """The schema of what every event travels in."""
    schema = Envelope.model_json_schema(mode="serialization")
    schema["properties"]["data"] = {"title": "Data", "type": "object", "description": "See the schema of the type."}
    schema.pop("$defs", None)
    return _dialect("envelope") | schema


def as_file(schema: Mapping[str, object]) -> bytes:
    """The schema as its file says it."""
    return to_json(schema, indent=2) + b"\n"


def _describe(model: str, schema: Schema) -> None:
    for name, field in schema.get("properties", {}).items():
        if "description" not in field and (meaning := meanings.of_field(model, name)):
            field["description"] = meaning


def _dialect(name: str) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": schema_of(name)}


if __name__ == "__main__":
    write()
