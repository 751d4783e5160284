"""A schema that was released is a promise: whatever breaks it is found, whether the files were written anew or not."""

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonpurse import contracts
from libs.shared.events import releases, schemas
from libs.shared.events.compatibility import added_fields, broken_promises

Schema = dict[str, Any]
Change = Callable[[Schema], object]

# An event of the tests' own: a bench that is moved.
BENCH: Schema = {
    "$id": "https://town.example/bench-moved.json",
    "type": "object",
    "title": "BenchMoved",
    "properties": {
        "bench_id": {"type": "string", "format": "uuid"},
        "name": {"type": "string", "maxLength": 40, "pattern": "^[A-Z]"},
        "seats": {"type": "integer", "minimum": 1, "maximum": 9},
        "wood": {"enum": ["oak", "elm", "ash"], "type": "string"},
        "why": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
        "slats": {"type": "array", "items": {"$ref": "#/$defs/Slat"}, "maxItems": 20},
        "painted": {"const": True, "type": "boolean"},
    },
    "required": ["bench_id", "name", "seats", "wood", "slats"],
    "$defs": {
        "Slat": {
            "type": "object",
            "properties": {"length_mm": {"type": "integer"}, "screws": {"type": "integer", "default": 2}},
            "required": ["length_mm"],
        }
    },
}


def changed(change: Change) -> Schema:
    after = copy.deepcopy(BENCH)
    change(after)
    return after


def field(name: str, **says: object) -> Change:
    return lambda schema: schema["properties"][name].update(says)


def slat(name: str, **says: object) -> Change:
    return lambda schema: schema["$defs"]["Slat"]["properties"].setdefault(name, {}).update(says)


BREAKING: dict[str, tuple[Change, str]] = {
    "a field is gone": (lambda s: s["properties"].pop("why"), "why is gone"),
    "a field of a part is gone": (lambda s: s["$defs"]["Slat"]["properties"].pop("screws"), "slats[].screws is gone"),
    "a field is called otherwise": (
        lambda s: s["properties"].update(seat_count=s["properties"].pop("seats")),
        "seats is gone",
    ),
    "a field is of another type": (field("seats", type="string"), "seats can be integer no more"),
    "a number may be broken": (slat("length_mm", type="number"), "slats[].length_mm can also be number now"),
    "a field may be none": (
        lambda s: s["properties"].update(name={"anyOf": [s["properties"]["name"], {"type": "null"}]}),
        "name can also be null now",
    ),
    "a field may be none no more": (
        lambda s: s["properties"].update(why={"type": "string", "default": None}),
        "why can be null no more",
    ),
    "a word is gone": (field("wood", enum=["oak", "elm"]), "wood can be 'ash' no more"),
    "words where there was anything": (field("name", enum=["A"]), "name could be anything and is one of 1 words now"),
    "one word where there was anything": (field("bench_id", const="x"), "bench_id could be anything"),
    "another constant": (field("painted", const=False), "painted can be True no more"),
    "another pattern": (field("name", pattern="^[A-Z][a-z]"), "name: pattern was '^[A-Z]'"),
    "a pattern where there was none": (field("bench_id", pattern="^0"), "bench_id: pattern was None"),
    "another form": (field("bench_id", format="uri"), "bench_id: format was 'uuid'"),
    "a shorter text": (field("name", maxLength=20), "name: maxLength was 40 and is 20"),
    "a bound below where there was none": (slat("length_mm", minimum=1), "slats[].length_mm: minimum was not there"),
    "a higher bound below": (field("seats", minimum=2), "seats: minimum was 1 and is 2"),
    "a lower bound above": (field("seats", maximum=8), "seats: maximum was 9 and is 8"),
    "an open bound in place of a closed one": (field("seats", exclusiveMaximum=9), "seats: exclusiveMaximum was not"),
    "fewer items": (field("slats", maxItems=10), "slats: maxItems was 20 and is 10"),
    "a list of other things": (field("slats", items={"type": "string"}), "slats[] can be object no more"),
    "a field that must be there": (lambda s: s["required"].append("why"), "why must be there now"),
    "a new field that must be there": (
        lambda s: (s["properties"].update(paint={"type": "string"}), s["required"].append("paint")),
        "paint must be there now",
    ),
    "a field that may be missing": (lambda s: s["required"].remove("seats"), "seats was always there and may be"),
    "another value where it is missing": (slat("screws", default=4), "slats[].screws: default was 2 and is 4"),
    "nothing may be added": (lambda s: s.update(additionalProperties=False), "the event: additionalProperties was"),
    "a rule that nobody compares": (field("seats", multipleOf=2), "seats: multipleOf was None and is 2"),
}

KEPT: dict[str, Change] = {
    "nothing": lambda _: None,
    "other words": lambda s: s.update(title="Moved", description="A bench was moved.", examples=[{}]),
    "a new field": lambda s: s["properties"].update(paint={"type": "string", "default": "green"}),
    "a new field of a part": slat("width_mm", type="integer"),
    "a word more": field("wood", enum=["oak", "elm", "ash", "steel"]),
    "a wider bound": field("seats", minimum=0, maximum=12),
    "no bound any more": lambda s: s["properties"]["name"].pop("maxLength"),
    "a part that stands where it is used": lambda s: s["properties"]["slats"].update(items=s["$defs"].pop("Slat")),
    "a field that is marked as ending": field("why", deprecated=True),
}


@pytest.mark.parametrize("kind", BREAKING)
def test_what_breaks_a_promise_is_named(kind: str) -> None:
    change, words = BREAKING[kind]

    found = broken_promises(BENCH, changed(change))

    assert any(sentence.startswith(words) for sentence in found), found


@pytest.mark.parametrize("kind", KEPT)
def test_what_is_only_added_breaks_none(kind: str) -> None:
    assert broken_promises(BENCH, changed(KEPT[kind])) == []


def test_what_was_added_is_known_by_its_place() -> None:
    after = changed(lambda s: (slat("width_mm", type="integer")(s), field("why", type="string")(s)))

    assert added_fields(BENCH, after) == ["slats.width_mm"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The contract's files, to be spoiled."""
    return Path(shutil.copytree(schemas.FOLDER, tmp_path / "events"))


def promise(folder: Path, name: str, change: Change) -> None:
    """Let the last release have promised something else."""
    file = folder / "released" / releases.versions()[-1] / f"{name}.json"
    schema = json.loads(file.read_text())
    change(schema)
    file.write_text(json.dumps(schema))


def test_a_broken_promise_is_a_complaint_though_the_files_were_written_anew(folder: Path) -> None:
    promise(folder, "voting.poll-closed.v1", lambda s: s["properties"].update(spoiled={"type": "integer"}))

    contracts.write(folder)

    found = contracts.complaints(folder, folder / "released")
    assert found[0] == "voting.poll-closed.v1: spoiled is gone (promised by 0.1.0)"
    assert "optional field" in found[1]


def test_files_that_nobody_wrote_anew_are_a_complaint_until_somebody_does(folder: Path) -> None:
    (folder / "voting.poll-closed.v1.json").write_text("{}")
    (folder / "voting.poll-dreamt-of.v1.json").write_text("{}")

    found = contracts.complaints(folder, folder / "released")

    assert [words.partition(" ")[0] for words in found] == [
        "voting.poll-closed.v1.json",
        "voting.poll-dreamt-of.v1.json",
    ]
    contracts.write(folder)
    assert contracts.complaints(folder, folder / "released") == []


def test_a_type_that_is_announced_no_more_needs_somebodys_decision(folder: Path) -> None:
    released = folder / "released"
    (released / "ended.json").write_text("{}")

    found = releases.broken(folder=released)

    assert sorted(found) == [
        "voting.ballot-cast.v1 is announced no more (promised by 0.1.0)",
        "voting.ballot-replaced.v1 is announced no more (promised by 0.1.0)",
    ]


@pytest.mark.parametrize("name", releases.ended())
def test_a_type_that_has_ended_says_by_which_decision_and_what_to_hear_instead(name: str) -> None:
    why = releases.ended()[name]

    assert "decision " in why
    assert any(f"{name}.json" in releases.kept(version) for version in releases.versions())


def test_what_is_kept_of_a_release_is_what_was_promised_when_it_was_made(tmp_path: Path) -> None:
    (tmp_path / "0.9.0").mkdir()
    (tmp_path / "ended.json").write_text("{}")

    releases.keep("0.10.0", tmp_path)

    assert releases.versions(tmp_path) == ["0.9.0", "0.10.0"]
    assert releases.kept("0.10.0", tmp_path) == schemas.files()
    assert releases.broken(folder=tmp_path) == []


def test_a_field_is_known_since_the_release_that_first_had_it() -> None:
    found = releases.fields_since("voting.poll-published.v1")

    assert found["limits.max_cost_cents"] == "0.2.0"
    assert "currency" not in found
    assert (releases.since("voting.poll-published.v1"), releases.since("voting.poll-renamed.v1")) == ("0.1.0", "0.2.0")


def test_the_check_that_lint_runs_ends_well() -> None:
    lint = (schemas.FOLDER.parents[1] / "Makefile").read_text()
    assert "python -m commonpurse.contracts\n" in lint

    done = subprocess.run([sys.executable, "-m", "commonpurse.contracts"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
