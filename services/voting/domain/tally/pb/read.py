"""Reading Pabulib's ``.pb`` format: what has one sensible reading is read and warned of, nothing is guessed.

Source: Faliszewski et al., Participatory Budgeting: Data, Tools, and Analysis, IJCAI 2023; pabulib.org/format.
"""

from dataclasses import replace

from services.voting.domain.tally.pb.beyond import (
    beyond_limits,
    compare_selected,
    compare_totals,
    say_limits_that_contradict,
)
from services.voting.domain.tally.pb.channels import read_weights, weighed
from services.voting.domain.tally.pb.decoding import decoded
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.instance import instance_of
from services.voting.domain.tally.pb.meta import Meta, read_meta
from services.voting.domain.tally.pb.notes import Notes, Remark
from services.voting.domain.tally.pb.projects import read_projects
from services.voting.domain.tally.pb.rows import Rows
from services.voting.domain.tally.pb.rule import RULE, demand_readable_rule, doubt_about_rule
from services.voting.domain.tally.pb.votes import Votes, read_votes

MOST_BYTES = 512 * 2**20  # ten times the largest election known; whoever reads a file need read no more than one beyond


def read_pb(data: bytes) -> PabulibFile:
    """What the file says, with warnings. Nothing is taken from a file with a mistake in it.

    Raises:
        FileIsNotPabulib: naming of each mistake the line and what is wrong with it.
    """
    notes = Notes()
    if len(data) > MOST_BYTES:
        raise notes.stop(1, f"the file has more than {MOST_BYTES} bytes")
    rows = Rows(decoded(data, notes), notes)
    meta = read_meta(rows)
    paper = read_projects(rows, meta)
    instance = instance_of(meta, paper)
    votes = read_votes(rows, meta, {id_: place for place, id_ in enumerate(instance.ids)})
    _demand_counts(meta, len(instance.projects), votes)
    demand_readable_rule(meta, votes.ballots)
    weights = read_weights(meta, votes.channels)
    notes.demand_none()
    say_limits_that_contradict(meta)
    beyond = beyond_limits(meta, instance, votes)
    compare_totals(paper, instance, votes, meta)
    compare_selected(paper, instance, meta)
    official = frozenset(paper.selected) if paper.says_selected else None
    file = PabulibFile(meta.values, instance, votes.profile, official, notes.warnings, beyond, channels=votes.channels)
    file = weighed(file, weights) if weights else file
    doubt = doubt_about_rule(file)
    names_it = RULE if meta.values.get(RULE) else "rule"
    return replace(file, doubt=Remark(meta.lines.get(names_it, 1), doubt)) if doubt else file


def _demand_counts(meta: Meta, projects: int, votes: Votes) -> None:
    """A file that was cut off, or to which something was added, is not the election it says it is."""
    for key, found in (("num_projects", projects), ("num_votes", votes.ballots)):
        said = meta.whole(key)
        if said not in (found, None):
            told = f"{key} is {meta.values[key]}, but the file has {found}; it may have been cut off, or {key} is wrong"
            meta.notes.mistake(meta.lines[key], told)
