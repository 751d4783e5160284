"""Mutants that may survive: ``docs/mutants.md`` shows each as a difference, under the reason why it does no harm."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Self

_BLOCK = re.compile(r"^```diff\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STRICT = re.compile(r",\s*(strict=\w+)?(?=\))")
_CLASS = "ǁ"  # mutmut's sign between a class and its method
_TALLY = "services.voting.domain.tally."


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant by its function and the lines that differ: unlike mutmut's numbers these outlive other changes."""

    function: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, name: str, diff: str) -> Self:
        """The mutant of mutmut's name and unified difference."""
        module, _, mangled = name.partition("__mutmut_")[0].rpartition(".")
        function = mangled.removeprefix("x_").removeprefix("x" + _CLASS).replace(_CLASS, ".")
        body = [line for line in diff.splitlines()[2:] if line.startswith(("+", "-"))]
        file = module.removeprefix(_TALLY).replace(".", "/")
        return cls(f"{file}.{function}", tuple(f"{line[0]} {line[1:].strip()}" for line in body))

    @property
    def file(self) -> str:
        """The file it is in, below the tally's folder and without ``.py``: ``rules/money``."""
        return self.function.partition(".")[0]

    @property
    def is_a_laxer_zip(self) -> bool:
        """Whether only the strictness of a ``zip`` differs, of which the document speaks as a whole."""
        before, after = ([_STRICT.sub("", line[2:]) for line in self.lines if line[0] == sign] for sign in "-+")
        return before == after and any("zip(" in line for line in self.lines)

    def __str__(self) -> str:
        """As it stands in the document."""
        return "\n".join([f"@@ {self.function}", *self.lines])


def explained(document: str) -> Counter[Survivor]:
    """The survivors that the document explains; one that it shows twice may survive twice.

    Its ``diff`` blocks name a function after ``@@`` and show its mutants below, apart by blank lines.
    """
    return Counter(survivor for block in _BLOCK.findall(document) for survivor in _in_block(block))


def _in_block(block: str) -> list[Survivor]:
    function, found = "", []
    for paragraph in re.split(r"\n\s*\n|\n(?=@@ )", block.strip()):
        lines = paragraph.splitlines()
        if lines[0].startswith("@@ "):
            function, lines = lines[0].removeprefix("@@ ").strip(), lines[1:]
        found.append(Survivor(function, tuple(line.strip() for line in lines)))
    return [survivor for survivor in found if survivor.lines]
