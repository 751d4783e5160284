"""Money in whole minor units: cents, grosze, pence. Never a float."""

import re
from decimal import Decimal

from libs.shared.kernel.errors import DomainError

# Source: ISO 4217, list one, of 1 January 2026; all others in use have two digits. CLDR's are those of cash at hand
# (none for HUF, RSD or IQD), in which no bank keeps its books.
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_WITH_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_MINOR_DIGITS = {**dict.fromkeys(_WITHOUT_DECIMALS.split(), 0), **dict.fromkeys(_WITH_THREE_DECIMALS.split(), 3)}

# No signs, exponents or digits of other scripts; as much as a table's bigint holds with room for sums.
_PLAIN_AMOUNT = re.compile(r"(?P<whole>[0-9]{1,13})(?:[.,](?P<decimals>[0-9]+))?")


class AmountIsNotMoney(DomainError):
    """The text is no amount of money that the currency can express."""

    code = "amount-is-not-money"

    def __init__(self, text: str, currency: str) -> None:
        super().__init__(f"{text!r} is not an amount of money in {currency}")
        self.text, self.currency = text, currency


def minor_digits(currency: str) -> int:
    """How many digits the currency's minor unit has: 2 for EUR, 0 for JPY."""
    return _MINOR_DIGITS.get(currency, 2)


def parse_cents(text: str, currency: str) -> int:
    """The amount in minor units, from a plain decimal with a point or a comma before the decimals.

    Raises:
        AmountIsNotMoney: if it is no number, negative, or finer than the minor unit.
    """
    digits = minor_digits(currency)
    found = _PLAIN_AMOUNT.fullmatch("".join(text.split()))
    if not found or len(decimals := found["decimals"] or "") > digits:
        raise AmountIsNotMoney(text, currency)
    return int(found["whole"] + decimals.ljust(digits, "0"))


def as_decimal(cents: int, currency: str) -> Decimal:
    """The exact amount in the currency's major unit."""
    return Decimal(cents).scaleb(-minor_digits(currency))
