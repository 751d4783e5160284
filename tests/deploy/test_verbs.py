import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERBS = {
    "up",
    "demo",
    "test",
    "night",
    "lint",
    "fmt",
    "faults",
    "faults-upgrade",
    "faults-compose",
    "bench-capacity",
    "bench-duckdb",
    "bench",
    "bench-tally",
    "bench-backup",
    "oracle",
    "mutants",
    "words",
    "schemas",
    "fuzz",
    "audit",
    "sbom",
    "image",
    "clean",
    "help",
}


def test_help_lists_every_verb() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert set(re.findall(r"^make ([a-z-]+)", said, re.MULTILINE)) == VERBS


@pytest.mark.parametrize("verb", sorted(VERBS - {"help", "clean"}))
def test_a_verb_sets_everything_up_first(verb: str) -> None:
    would = subprocess.run(
        ["make", "--dry-run", "--always-make", verb], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert would.index("make_venv.sh") < would.index("uv sync --locked") < would.rindex(".venv/bin/")


def test_the_list_of_what_is_in_a_release_names_every_locked_dependency() -> None:
    subprocess.run(["make", "sbom"], cwd=ROOT, capture_output=True, check=True)

    told = json.loads((ROOT / "build" / "sbom.cdx.json").read_text())

    named = {(one["name"], one["version"]) for one in told["components"]}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert (told["bomFormat"], told["metadata"]["component"]["name"]) == ("CycloneDX", "commonpurse")
    assert {re.split(r"[\[<>=]", one)[0] for one in declared} <= {name for name, _ in named}
    assert "pytest" not in {name for name, _ in named}
    assert all(one["purl"].startswith("pkg:pypi/") for one in told["components"])


def test_an_audit_that_reaches_nobody_says_that_nothing_was_checked(tmp_path: Path) -> None:
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\n[ \"$1\" = export ] || { echo 'no network' >&2; exit 1; }\n")
    uv.chmod(0o755)

    done = subprocess.run(
        ["sh", ROOT / "deploy" / "audit.sh", uv], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "Nothing was checked" in done.stderr


def test_a_machine_without_a_suitable_python_is_told_what_to_do(tmp_path: Path) -> None:
    made = subprocess.run(
        ["sh", ROOT / "deploy" / "make_venv.sh", tmp_path / "venv"],
        env=os.environ | {"PYTHON": "/no/such/python"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert made.returncode == 1
    assert "needs Python 3.11 or later" in made.stderr
    assert not (tmp_path / "venv").exists()


def test_ci_calls_the_same_verbs_as_people_do() -> None:
    script = (ROOT / ".ci" / "run").read_text().rstrip().splitlines()

    assert script[-2:] == ["make lint", "make test"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
