"""The areas of a round."""

from gateways.web.clients.asking import Json


def area_names(found: Json) -> dict[str, str]:
    """The names of the round's areas by their ids."""
    return {area["area_id"]: area["name"] for area in found["areas"]}
