"""What a client says of the answers that it has and takes, in fields of its request."""


def is_had(mark: str, if_none_match: str | None) -> bool:
    """Whether the client has the answer with this entity tag.

    Compared weakly (RFC 9110, section 13.1.2): a proxy that compresses calls the mark weak.
    """
    marks = [one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")]
    return mark.removeprefix("W/") in marks or "*" in marks


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a client that accepts these encodings takes gzip (RFC 9110, section 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accept_encoding.split(","):
        name, _, weight = part.partition(";")
        weights[name.strip().lower()] = _weight(weight)
    return weights.get("gzip", weights.get("*", 0)) > 0


def _weight(words: str) -> float:
    try:
        return float(words.strip().removeprefix("q=")) if words.strip() else 1
    except ValueError:
        return 0
