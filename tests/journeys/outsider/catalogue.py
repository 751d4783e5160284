"""What there is to read: the channels of ``asyncapi.json``, and the schemas that events satisfy."""

import json
from pathlib import Path
from typing import Any

import jsonschema
from cloudevents.core.formats.json import JSONFormat
from referencing import Registry, Resource

Json = dict[str, Any]


class Catalogue:
    """The folder ``docs/events``."""

    def __init__(self, docs: Path) -> None:
        folder = docs / "events"
        self._channels: Json = json.loads((folder / "asyncapi.json").read_text())["channels"]
        schemas = [json.loads(file.read_text()) for file in folder.glob("*.json") if file.name != "asyncapi.json"]
        self._schemas: Json = {one["$id"]: one for one in schemas}
        self._registry: Registry[Any] = Registry().with_resources(
            (address, Resource.from_contents(one)) for address, one in self._schemas.items()
        )
        [self._envelope] = [address for address in self._schemas if address.endswith("/envelope.json")]

    @property
    def feeds(self) -> dict[str, str]:
        """The path of each service's feed."""
        return self._addresses("-feed")

    def topics(self, prefix: str) -> dict[str, str]:
        """The name of each service's topic in the installation whose prefix it is."""
        return {service: name.format(prefix=prefix) for service, name in self._addresses("-topic").items()}

    def demand_valid(self, event: Json) -> None:
        """The official library takes it for a CloudEvent, its envelope and its data satisfy their schemas."""
        JSONFormat().read(None, json.dumps(event))
        for address, value in ((self._envelope, event), (event["dataschema"], event["data"])):
            jsonschema.Draft202012Validator(
                self._schemas[address],
                registry=self._registry,
                format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
            ).validate(value)

    def _addresses(self, kind: str) -> dict[str, str]:
        return {
            name.removesuffix(kind): channel["address"]
            for name, channel in self._channels.items()
            if name.endswith(kind)
        }
