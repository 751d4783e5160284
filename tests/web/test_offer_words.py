from typing import get_args

import pytest

from gateways.web.proposals.offer_words import UNITS, amount_of
from gateways.web.words.catalogue import FOLDER
from libs.shared.kernel.words.catalogues import read_catalogue
from services.proposals.domain.offer import Unit


def said(kind: str, quantity: int, unit: str | None) -> str | None:
    message = amount_of({"kind": kind, "quantity": quantity, "unit": unit})
    german = {entry.id: entry.string for entry in read_catalogue(FOLDER, "de")}
    return str(german[message.text]) % message.places if message else None


def test_every_unit_of_the_service_is_said_in_words() -> None:
    assert set(UNITS) == set(get_args(Unit))


@pytest.mark.parametrize(
    ("kind", "quantity", "unit", "words"),
    [
        ("time", 4, "hours", "4 Stunden"),
        ("skill", 1, None, "1 Stunde"),
        ("space", 1, "days", "1 Tag"),
        ("stewardship", 6, "months", "6 Monate"),
        ("material", 3, "pieces", "3 Stück"),
        ("material", 12, "square-metres", "12 m²"),
        ("money", 1, "", None),
    ],
)
def test_how_much_is_offered_is_said_in_the_readers_language(
    kind: str, quantity: int, unit: str | None, words: str | None
) -> None:
    assert said(kind, quantity, unit) == words
