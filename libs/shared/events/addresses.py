"""Where the schemas of the published language are, and which service announces what."""

SCHEMAS = "https://commonpurse.example/docs/events/"

# Offers live in the same service as the proposals they are for.
_LIVE_ELSEWHERE = {"offers": "proposals"}


def schema_of(name: str) -> str:
    """The address of an event's schema, by its type: its ``$id``, and the ``dataschema`` of each such event.

    It is the same wherever an installation runs: two councils' events of one type satisfy one schema.
    """
    return f"{SCHEMAS}{name}.json"


def announced_by(name: str) -> str:
    """The service that announces events of the type."""
    context = name.partition(".")[0]
    return _LIVE_ELSEWHERE.get(context, context)
