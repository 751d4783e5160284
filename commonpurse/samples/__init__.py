"""Elections and a round that travel with the project."""

from pathlib import Path

_HERE = Path(__file__).parent

SWIECIE = _HERE / "swiecie_2023.pb"
"""Świecie 2023, from Pabulib; see the README beside it."""

SAMPLE_ROUND = _HERE / "lindenhof.toml"
"""An invented town's round, to click through."""

LICHTENBERG = _HERE / "lichtenberg.toml"
"""A year in a borough of thirteen localities, to be played."""
