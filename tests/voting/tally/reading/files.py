"""Small files, and one of a town: whatever a test does not change is plain, so that nothing else is said of it."""

from services.voting.domain.tally import FileIsNotPabulib
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb

PLAIN = {
    "META": "budget;100\nvote_type;approval\nrule;greedy\n",
    "PROJECTS": "project_id;cost\n1;40\n2;60\n",
    "VOTES": "voter_id;vote\n1;1,2\n",
}
TOWN = """META
key;value
description;Łąka
country;Poland
unit;Town
num_projects;3
num_votes;4
budget;1000
vote_type;approval
rule;greedy
max_length;2
PROJECTS
project_id;cost;votes;name;selected
1;400;3;Park;1
2;500;2;Ławki i źródło;1
3;200;1;School;0
VOTES
voter_id;vote
1;1,2
2;1
3;1,3
4;2
"""


def file_of(sections: dict[str, str]) -> str:
    """The file's text."""
    parts = PLAIN | sections
    whole = f"META\nkey;value\n{parts['META']}PROJECTS\n{parts['PROJECTS']}VOTES\n{parts['VOTES']}"
    return sections.get("FILE", whole)


def said_of(text: str) -> tuple[str, list[str]]:
    """Whether the file is refused, and what is said of it."""
    try:
        file = read_pb(text.encode())
    except FileIsNotPabulib as refusal:
        return "REFUSED", str(refusal).splitlines()
    doubt = [f"doubt, {file.doubt}"] if file.doubt else []
    return "SAID", [*map(str, file.warnings), *doubt]


def text_with(*changes: tuple[str, str], text: str = TOWN) -> str:
    """The town's file, or another, with other words in some places."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def read_with(*changes: tuple[str, str], text: str = TOWN) -> PabulibFile:
    """The same as it is read."""
    return read_pb(text_with(*changes, text=text).encode())


def warnings_of(file: PabulibFile) -> list[str]:
    """What is said of the file, as people read it."""
    return [str(warning) for warning in file.warnings]
