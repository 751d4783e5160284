"""Money in whole minor units: cents, grosze, pence. Never a float."""

import re
from decimal import Decimal

from libs.shared.kernel.errors import DomainError

# ISO 4217 lists a currency's minor units; all others in use have two digits.
_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "VND": 0, "XAF": 0, "XOF": 0, "BHD": 3, "KWD": 3, "TND": 3}

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
