"""Amounts in what the checks say."""

from libs.shared.kernel.money import as_decimal
from libs.shared.kernel.words import Words


def amount_in_words(cents: int, currency: str) -> Words:
    """The amount as each language writes it: 1,000.00 EUR, 1.000,00 EUR."""
    english = f"{as_decimal(cents, currency):,} {currency}"
    return {"en": english, "de": english.translate(str.maketrans(",.", ".,"))}
