"""What a migration takes away from the version of before, read from the statements that it sent.

Whatever is not known to leave that version alone is named: a kind of statement that nobody has thought of yet, too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_HARMLESS = re.compile(r"(select|insert|update|with|comment on|create (or replace )?function|savepoint|release) ?\b")
_TABLE = re.compile(r"(?P<verb>create|drop) table (if (not )?exists )?(?P<table>\S+)")
_INDEX = re.compile(
    r"create (?P<unique>unique )?index (if not exists )?(?P<name>\S+) on (?P<table>\S+) .*?\((?P<of>.*)"
)
_ALTER = re.compile(r"alter table (if exists )?(only )?(?P<table>\S+) (?P<action>.*)")
_ADD = re.compile(r"add column (if not exists )?(?P<column>\S+) (?P<rest>.*)")
_CONSTRAINT = re.compile(r"add constraint \S+ unique \((?P<of>.*?)\)")
_DROPPED_INDEX = re.compile(r"drop index (if exists )?(?P<name>\S+)")
_WIDENS = re.compile(r"alter column \S+ (drop not null|set default .*|type text)$")
_TOUCHES_TIMEOUTS = re.compile(r"set (local |session )?(lock|statement)_timeout|set_config\('(lock|statement)_timeout")


@dataclass
class Reader:
    """Reads one migration after the other, and remembers what they have made: nobody of before uses that.

    A table's locks last as long as the migration, in which nobody of before can write there. That is no matter of
    versions, and ``migrate`` bounds how long one is waited for.
    """

    made: set[str] = field(default_factory=set)
    unique_indexes: set[str] = field(default_factory=set)

    def taken_away(self, statements: Iterable[str]) -> list[str]:
        """The statements after which the version of before may fail, as they were sent, in one line each."""
        words = [" ".join(re.sub(r"--.*", "", each).lower().split()).replace('"', "") for each in statements]
        return [each for each in words if not self._leaves_all(each)]

    def knows_all_of(self, statements: Iterable[str]) -> None:
        """These are of the version of before."""
        self.taken_away(statements)
        self.made.clear()

    def _leaves_all(self, words: str) -> bool:
        if _TOUCHES_TIMEOUTS.search(words):
            return False
        if found := _TABLE.match(words):
            return self._leaves_tables(found["verb"], found["table"])
        if found := _INDEX.match(words):
            return self._leaves_rows(found["table"], found["of"], found["name"] if found["unique"] else None)
        if found := _DROPPED_INDEX.match(words):
            return found["name"] not in self.unique_indexes
        if found := _ALTER.match(words):
            return found["table"] in self.made or self._leaves_table(found["table"], found["action"])
        return bool(_HARMLESS.match(words))

    def _leaves_tables(self, verb: str, table: str) -> bool:
        if verb == "create":
            self.made.add(table)
        return table in self.made

    def _leaves_rows(self, table: str, columns: str, unique: str | None) -> bool:
        if unique is None:
            return True
        self.unique_indexes.add(unique)
        return table in self.made or self._are_new(table, re.findall(r"[a-z_]+", columns.partition(")")[0]))

    def _leaves_table(self, table: str, action: str) -> bool:
        if found := _ADD.match(action):
            self.made.add(f"{table}.{found['column']}")
            rest = found["rest"]
            return "not null" not in rest or " default " in f" {rest} " or "generated always" in rest
        if found := _CONSTRAINT.match(action):
            return self._are_new(table, re.findall(r"[a-z_]+", found["of"]))
        return bool(_WIDENS.match(action))

    def _are_new(self, table: str, columns: Sequence[str]) -> bool:
        return any(f"{table}.{column}" in self.made for column in columns)
