"""``make bench-tally``: the engine beside pabutools on the same files, each in a process of its own.

Prints ratios and peak memory and writes ``build/bench-tally.json``. Ratios are of processor time, and of the quickest
of several counts where they are quick: a busy machine does not blur them. Both sides count ballots that were read and
grouped before. ``--quick`` leaves out what takes minutes.
"""

import argparse
import json
import subprocess
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.oracle.run import SIDE, ensure_pabutools
from tests.support.elections import ROOT, SHARED

OUT = ROOT / "build" / "bench-tally.json"
QUICK = [
    ("Poland_Swiecie_2023.pb", "mes/cost"),
    ("Poland_Swiecie_2023.pb", "phragmen"),
    ("Poland_Warszawa_2021_Ursynow.pb", "mes/cost"),
    ("Poland_Warszawa_2021_Ursynow.pb", "mes/cardinality"),
    ("Poland_Warszawa_2021_Ursynow.pb", "phragmen"),
    ("Poland_Warszawa_2023_Mokotow.pb", "mes/cost"),
    ("Poland_Czestochowa_2024.pb", "mes/points"),
]
THOROUGH = [
    ("Poland_Swiecie_2023.pb", "mes/cost/add1"),
    ("Poland_Warszawa_2026.pb", "mes/cost"),
    ("Poland_Warszawa_2026.pb", "phragmen"),
    ("Poland_Warszawa_2021_Ursynow.pb", "mes/cost/add1"),
]
ALONE = ("Poland_Warszawa_2026.pb", "mes/cost/add1-until-overspend")
WITHOUT_COUNTERPART = [
    ("Hungary_Budapest_2024.pb", "mes/cost/add1-until-overspend"),
    ("Hungary_Budapest_2024.pb", "equalshares-tool"),
    ("Poland_Warszawa_2021_Ursynow.pb", "bounded-overspending"),
    ("Poland_Poznan_2023.pb", "score/stop-80"),
    ("Netherlands_Amsterdam_252.pb", "score/part-funding"),
]
"""Rules that pabutools has not, and a currency in which Add1 has far to go: the engine alone."""
NATIONAL = ("5000000", "500")
COLUMNS = ("file", "rule", "engine s", "pabutools s", "ratio", "parsing, ratio", "engine MB", "pabutools MB", "winners")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="only what takes seconds")
    quick: bool = options.parse_args().quick
    python = ensure_pabutools()
    runs = [_compare(python, file, rule) for file, rule in (QUICK if quick else [*QUICK, *THOROUGH])]
    alone = _of_file(*ALONE)
    further = [{"file": file, "rule": rule} | _of_file(file, rule) for file, rule in WITHOUT_COUNTERPART]
    national = None if quick else _engine("national", *NATIONAL)
    report = {"runs": runs, "warszawa_2026_add1": alone, "without_counterpart": further, "national": national}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(report, indent=1))
    _print(runs, alone, national)
    for run in further:
        Console(width=150).print(f"{run['file']} by {run['rule']}: {run['rule_s']:.3g} s")


def _compare(python: str, file: str, rule: str) -> dict[str, Any]:
    path = str(SHARED / "pb" / file)
    ours, theirs = _engine("file", path, rule), _said([python, str(SIDE), "file", path, rule])
    return {
        "file": file,
        "rule": rule,
        "engine": ours,
        "pabutools": theirs,
        "ratio": theirs["rule_cpu_s"] / ours["rule_cpu_s"],
        "parse_ratio": theirs["parse_s"] / ours["parse_s"],
        "same_number_of_winners": len(ours["winners"]) == len(theirs["winners"]),
    }


def _of_file(file: str, rule: str) -> dict[str, Any]:
    return _engine("file", str(SHARED / "pb" / file), rule)


def _engine(*arguments: str) -> dict[str, Any]:
    return _said([sys.executable, "-m", "tests.bench.engine_side", *arguments])


def _said(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _print(runs: list[dict[str, Any]], alone: dict[str, Any], national: dict[str, Any] | None) -> None:
    table = Table(*COLUMNS)
    for run in runs:
        ours, theirs = run["engine"], run["pabutools"]
        figures = [
            ours["rule_s"],
            theirs["rule_s"],
            run["ratio"],
            run["parse_ratio"],
            ours["peak_mb"],
            theirs["peak_mb"],
        ]
        table.add_row(run["file"], run["rule"], *(f"{figure:,.3g}" for figure in figures), str(len(ours["winners"])))
    console = Console(width=150)
    console.print(table)
    total = alone["parse_s"] + alone["rule_s"]
    console.print(f"{ALONE[0]} with Add1, parsing included: {total:.2f} s, {alone['peak_mb']:.0f} MB")
    if national:
        said = f"{national['rule_s']:.1f} s, {national['peak_mb']:.0f} MB"
        console.print(f"{national['ballots']:,} made-up ballots, {NATIONAL[1]} projects: {said}")


if __name__ == "__main__":
    main()
