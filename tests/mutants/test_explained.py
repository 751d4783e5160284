import pytest

from tests.mutants.explained import Survivor, explained
from tests.mutants.run import EXPLANATIONS, TALLY
from tests.support.elections import ROOT

DIFF = """--- services/town.py
+++ services/town.py
@@ -1,4 +1,4 @@
 def count(self):
-    if votes > 0:
+    if votes >= 0:
         return 1
"""


def test_a_survivor_is_known_by_its_function_and_the_lines_that_differ() -> None:
    name = "services.voting.domain.tally.town.xǁHallǁcount__mutmut_7"

    survivor = Survivor.of(name, DIFF)

    assert survivor == Survivor("town.Hall.count", ("- if votes > 0:", "+ if votes >= 0:"))
    assert explained(f"Because.\n\n```diff\n{survivor}\n```\n") == {survivor: 1}


def test_a_block_explains_several_mutants_of_several_functions() -> None:
    document = "```diff\n@@ a.f\n- x\n+ y\n\n- x\n+ y\n\n@@ b.g\n- z\n```\n"

    found = explained(document)

    assert found == {Survivor("a.f", ("- x", "+ y")): 2, Survivor("b.g", ("- z",)): 1}


@pytest.mark.parametrize(
    ("before", "after", "laxer"),
    [
        ("zip(a, b, strict=True)", "zip(a, b, )", True),
        ("dict(zip(a, b, strict=True))", "dict(zip(a, b, strict=None))", True),
        ("zip(a, b, strict=True)", "zip(a, strict=True)", False),
        ("csv.reader(a, strict=True)", "csv.reader(a, strict=None)", False),
    ],
)
def test_a_laxer_zip_is_told_from_another_one(before: str, after: str, laxer: bool) -> None:
    survivor = Survivor("a.f", (f"- {before}", f"+ {after}"))

    assert survivor.is_a_laxer_zip == laxer


@pytest.mark.parametrize("survivor", explained(EXPLANATIONS.read_text(encoding="utf-8")), ids=str)
def test_what_is_explained_still_stands_in_the_code(survivor: Survivor) -> None:
    source = (ROOT / TALLY / f"{survivor.file}.py").read_text(encoding="utf-8")

    lines = {line.strip() for line in source.splitlines()}

    assert {line.removeprefix("- ") for line in survivor.lines if line.startswith("-")} <= lines
