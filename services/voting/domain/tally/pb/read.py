"""Reading Pabulib's ``.pb`` format.

Source: Faliszewski et al., Participatory Budgeting: Data, Tools, and Analysis, IJCAI 2023; pabulib.org/format.
"""

from services.voting.domain.tally.errors import FileIsNotPabulib
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.projects import instance_of, read_meta, read_projects
from services.voting.domain.tally.pb.rows import Rows, decoded
from services.voting.domain.tally.pb.votes import read_votes

MOST_BYTES = 512 * 2**20  # ten times the largest election known; whoever reads a file need read no more than one beyond


def read_pb(data: bytes) -> PabulibFile:
    """What the file says. Nothing is taken from a file with a mistake in it.

    Raises:
        FileIsNotPabulib: naming the line and what is wrong with it.
    """
    if len(data) > MOST_BYTES:
        raise FileIsNotPabulib(1, f"the file has more than {MOST_BYTES} bytes")
    rows = Rows(decoded(data))
    meta = read_meta(rows)
    paper = read_projects(rows)
    instance = instance_of(meta, paper)
    profile = read_votes(rows, meta, {id_: place for place, id_ in enumerate(instance.ids)})
    for key, found in (("num_projects", len(instance.projects)), ("num_votes", profile.voters)):
        if key in meta.values and meta.whole(key) != found:
            raise rows.wrong(f"{key} is {meta.values[key]}, but the file has {found}", meta.lines[key])
    official = frozenset(paper.selected) if paper.says_selected else None
    return PabulibFile(meta.values, instance, profile, official)
