"""The META section: what the file says of the whole election."""

from dataclasses import dataclass, field

from libs.shared.kernel.money import minor_digits
from services.voting.domain.tally.pb.amounts import Amount, read_amount
from services.voting.domain.tally.pb.decimals import parse_amount
from services.voting.domain.tally.pb.notes import Notes
from services.voting.domain.tally.pb.rows import Rows


@dataclass(slots=True)
class Meta:
    """Every value as text, with the line it stands in. What cannot be read becomes a note, and counts as absent."""

    notes: Notes
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def decimals(self) -> int:
        """Of the currency, which decides whether three decimals may be thousands."""
        return minor_digits(self.values.get("currency", "").upper())

    def money(self, key: str) -> Amount | None:
        """An amount of money, or None where the key is absent."""
        if not self.values.get(key):
            return None
        amount = read_amount(self.values[key], self.decimals)
        if isinstance(amount, str):
            self.notes.mistake(self.lines[key], f"{key}: {amount}")
            return None
        return amount

    def number(self, key: str) -> Amount | None:
        """A number that is no money, or None where the key is absent."""
        if not self.values.get(key):
            return None
        amount = parse_amount(self.values[key])
        if amount is None:
            self.notes.mistake(self.lines[key], f"{key} is not a number: {self.values[key][:40]!r}")
        return amount

    def whole(self, key: str, default: int = 0) -> int:
        """A whole number, or the default where the key is absent."""
        amount, digits = self.number(key) or (default, 0)
        if digits:
            self.notes.mistake(self.lines[key], f"{key} must be a whole number, not {self.values[key][:40]}")
        return amount

    def parts(self, key: str) -> list[str]:
        """A comma list, empty where the key is absent."""
        return [part.strip() for part in self.values.get(key, "").split(",") if part.strip()]


def read_meta(rows: Rows) -> Meta:
    """The META section up to the title PROJECTS."""
    header = rows.open_section("META")
    if header.columns[:2] != ["key", "value"]:
        raise rows.wrong("the header of META must be key;value")
    meta = Meta(rows.notes)
    for row in rows.until("PROJECTS", len(header.columns)):
        key = " ".join(row[0].split()).lower()
        if key in meta.values:
            rows.notes.mistake(rows.line, f"{key[:60]} stands here a second time; remove one of the two")
        else:
            meta.values[key], meta.lines[key] = row[1].strip(), rows.line
    for key in ("budget", "vote_type"):
        if not meta.values.get(key):
            rows.notes.mistake(rows.line, f"META does not say {key}; add a line {key};…")
    return meta
