"""Small files: whatever a test does not change is plain, so that nothing else is said of it."""

from services.voting.domain.tally import FileIsNotPabulib
from services.voting.domain.tally.pb.read import read_pb

PLAIN = {
    "META": "budget;100\nvote_type;approval\nrule;greedy\n",
    "PROJECTS": "project_id;cost\n1;40\n2;60\n",
    "VOTES": "voter_id;vote\n1;1,2\n",
}


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
