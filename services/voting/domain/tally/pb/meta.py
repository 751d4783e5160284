"""The META section: what the file says of the whole election."""

from dataclasses import dataclass, field

from libs.shared.kernel.money import minor_digits
from services.voting.domain.tally.pb.amounts import Amount, is_plain, read_amount, read_number, why_no_number
from services.voting.domain.tally.pb.decimals import format_amount
from services.voting.domain.tally.pb.keys import FREE_TEXTS, KNOWN, REHEARSAL, as_key, misspelt
from services.voting.domain.tally.pb.notes import Notes
from services.voting.domain.tally.pb.rows import Rows


@dataclass(slots=True)
class Meta:
    """Every value as text, with the line it stands in. What cannot be read becomes a note, and counts as absent."""

    notes: Notes
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        return self.values.get("currency", "").upper()

    @property
    def decimals(self) -> int:
        """Of the currency, which decides whether three decimals may be thousands."""
        return minor_digits(self.currency)

    def amount(self, text: str, line: int, what: str) -> Amount | None:
        """An amount of money from anywhere in the file; None, and a mistake, if it has not one sensible reading."""
        amount = read_amount(text, self.decimals, self.currency)
        if isinstance(amount, str):
            self.notes.mistake(line, f"{what}: {amount}")
            return None
        if not is_plain(text):
            told = (
                f"an amount is not written in plain digits; {text.strip()[:40]!r} is read as {format_amount(*amount)}"
            )
            self.notes.warn(line, told, kind="amount")
        return amount

    def money(self, key: str) -> Amount | None:
        """An amount of money, or None where the key is absent."""
        return self.amount(self.values[key], self.lines[key], key) if self.values.get(key) else None

    def number(self, key: str) -> Amount | None:
        """A number that is no money, or None where the key is absent."""
        if not self.values.get(key):
            return None
        amount = read_number(self.values[key])
        if amount is None:
            self.notes.mistake(self.lines[key], f"{key}: {why_no_number(self.values[key])}")
        return amount

    def whole(self, key: str) -> int | None:
        """A whole number, or None where the key is absent or holds none."""
        amount = self.number(key)
        if amount is None:
            return None
        whole, rest = divmod(amount[0], int(10 ** amount[1]))
        if rest:
            self.notes.mistake(self.lines[key], f"{key} must be a whole number, not {self.values[key][:40]}")
            return None
        if amount[1]:
            self.notes.warn(self.lines[key], f"{key} {self.values[key][:40]} is read as {whole}")
        return whole

    def parts(self, key: str) -> list[str]:
        """A comma list, empty where the key is absent."""
        return [part.strip() for part in self.values.get(key, "").split(",") if part.strip()]


def read_meta(rows: Rows) -> Meta:
    """The META section up to the title PROJECTS."""
    header = rows.open_section("META")
    key_at, value_at = header.find("key"), header.find("value")
    if key_at is None or value_at is None:
        raise rows.wrong("the header of META must be key;value, in the line after the title")
    meta, width = Meta(rows.notes), len(header.columns)
    for row in rows.until("PROJECTS", width, lambda row: _mended(rows, row, width)):
        if not _is_comment(row):
            _note_line(rows, meta, as_key(row[key_at]), row[value_at].strip())
    for key in ("budget", "vote_type"):
        if not meta.values.get(key):
            rows.notes.mistake(rows.line, f"META does not say {key}; add a line {key};…")
    return meta


def _mended(rows: Rows, row: list[str], width: int) -> list[str]:
    """A row without a value, a comment, or a row whose value holds the sign between the columns."""
    name = row[0].strip()[:40]
    if _is_comment(row):
        return [row[0], *[""] * (width - 1)]
    if len(row) > width and as_key(row[0]) in FREE_TEXTS:
        rows.notes.warn(rows.line, f"{name} holds a {rows.delimiter}, which is read as part of the text")
        return [row[0], rows.delimiter.join(row[1:])]
    if len(row) == 1:
        rows.notes.warn(rows.line, f"{name!r} stands without a value, and nothing is taken from it")
        return [*row, *[""] * (width - 1)]
    return row


def _is_comment(row: list[str]) -> bool:
    return row[0].lstrip().startswith("#")


def _note_line(rows: Rows, meta: Meta, key: str, value: str) -> None:
    if meta.values.get(key, value) != value:
        rows.notes.mistake(rows.line, f"{key[:60]} stands here a second time; remove one of the two")
        return
    if key in meta.values:
        rows.notes.warn(rows.line, f"{key[:60]} stands here a second time and says the same")
    elif key not in KNOWN and (meant := misspelt(key)):
        rows.notes.warn(
            rows.line, f"{key[:60]} is no key of the format, and nothing is taken from it; is {meant} meant?"
        )
    if key == REHEARSAL:
        rows.notes.warn(rows.line, "this is a rehearsal: test codes alone have voted, and nothing of it is real")
    meta.values[key], meta.lines[key] = value, rows.line
