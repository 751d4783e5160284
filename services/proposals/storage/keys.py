"""Keys in the rows of what they are for."""

from services.proposals.domain.key import Key
from services.proposals.storage.tables import OfferRow, ProposalRow


def key_values(key: Key) -> dict[str, bytes]:
    """The key as values of a row."""
    return {"submission_hash": key.submission_hash, "key_salt": key.salt, "key_hash": key.key_hash}


def key_of(row: ProposalRow | OfferRow) -> Key | None:
    """The row's key; none if nobody holds one, as of a proposal that was an idea."""
    if row.submission_hash is None or row.key_salt is None or row.key_hash is None:
        return None
    return Key(row.submission_hash, row.key_salt, row.key_hash)
