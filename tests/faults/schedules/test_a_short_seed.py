"""One seed of ``make faults``, with all that it takes, so that a broken one is noticed before the night."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.night
async def test_a_seed_of_several_faults_has_no_anomaly(tmp_path: Path) -> None:
    figures = tmp_path / "faults.json"
    told = ["--seed", "3", "--carrier", "feed", "--figures", str(figures), "--words"]

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.schedules.run", *told, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    said = (await process.communicate())[0].decode()

    assert process.returncode == 0, said
    assert "seed 3 (feed): ok: " in said
    kept = tmp_path / "faults" / "feed-3"
    words = (kept / "words.txt").read_text()
    assert "no answer" not in words
    assert "voting says 200" in words
    assert "postgres: walwriter: S (sleeping)" in words
    assert "voting, heard: {'listener': " in words
    assert (kept / "platform.log").exists()
    found = json.loads(figures.read_text())
    assert (found["runs"], found["anomalies"]) == (1, {})
    assert found["acknowledged"] > 0
    assert found["submissions"] > 0
