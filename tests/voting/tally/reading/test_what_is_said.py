"""Every sentence that whoever has a file read is told: ``tests/data/pb_said`` shows each with what it is about."""

from collections.abc import Iterator

import pytest

from tests.support.elections import ROOT
from tests.voting.tally.reading.files import file_of, said_of


def cases() -> Iterator[tuple[str, dict[str, str]]]:
    """What each case is about, and its sections; what a case does not change is plain."""
    for path in sorted((ROOT / "tests" / "data" / "pb_said").iterdir()):
        for case in path.read_text(encoding="utf-8").removeprefix("==== ").split("\n==== "):
            title, *sections = case.split("\n-- ")
            named = (section.partition("\n") for section in sections)
            yield f"{path.stem}: {title}", {name: body.strip("\n") + "\n" for name, _, body in named}


@pytest.mark.parametrize("sections", [pytest.param(sections, id=title) for title, sections in cases()])
def test_whoever_has_a_file_read_is_told_in_whole_sentences(sections: dict[str, str]) -> None:
    verdict, said = said_of(file_of(sections))

    assert verdict in sections
    assert said == sections[verdict].strip("\n").splitlines()


def test_columns_apart_by_tabs_and_signs_that_nobody_sees_are_told() -> None:
    tabs = file_of({"VOTES": "voter_id;vote\n1;1,2\n2;\n"}).replace(";", "\t")
    unseen = file_of({"VOTES": "voter_id;vote\n1;1\u200b\n2;2\u200b\n3;1\n"})
    in_a_name = file_of({"PROJECTS": "project_id;cost;name\n1;40;Pa\u00adrk\n2;60;\n"})

    assert said_of(tabs) == ("SAID", ["line 2: the columns are separated by tabs instead of semicolons"])
    told = "signs that nobody sees stand in the text; they were left out"
    assert said_of(unseen) == ("SAID", [f"line 12: {told} (2 ballots)"])
    assert said_of(in_a_name) == ("SAID", [f"line 8: {told}"])
