"""The file's ballots counted directly, past the platform: what its announced outcome must be."""

from commonpurse.election import Election
from services.voting.domain import tally
from services.voting.domain.counting.counting import CHAINS
from services.voting.domain.tally import BudgetShare, Instance, Method, Profile, Project, TieOrder, draw_lots


def count_directly(election: Election, lot_seed: str) -> list[str]:
    """The file's ids of the projects that its rule funds; among equals the lot decides that the poll has drawn."""
    if len(election.ballots) < election.quorum:
        return []
    instance = _instance_of(election)
    ties = TieOrder(CHAINS[election.equals], draw_lots(lot_seed, instance.ids))
    outcome = tally.count(instance, _profile_of(election, instance), election.rule, ties=ties)
    pb_ids = {str(candidate.number): candidate.pb_id for candidate in election.candidates}
    return [pb_ids[id_] for id_ in outcome.winners]


def _instance_of(election: Election) -> Instance:
    # A project's id is its number on the paper, as the lot is drawn of those.
    return Instance(
        tuple(Project(str(one.number), one.cost_cents, area=one.area) for one in election.candidates),
        election.budget_cents,
        conflicts=tuple(frozenset(map(str, group)) for group in election.conflicts),
        ineligible={str(one.number): one.out for one in election.candidates if one.out},
        shares=tuple(
            BudgetShare(area.name, _ids_in(election, area.name), area.at_most_cents)
            for area in election.areas
            if area.at_most_cents is not None
        ),
        guaranteed=tuple(
            BudgetShare(area.name, _ids_in(election, area.name), area.guaranteed_cents)
            for area in election.areas
            if area.guaranteed_cents
        ),
        digits=election.decimals,
    )


def _ids_in(election: Election, area: str) -> frozenset[str]:
    return frozenset(str(one.number) for one in election.candidates if one.area == area)


def _profile_of(election: Election, instance: Instance) -> Profile:
    method = Method(election.method)
    if method is Method.RANKING:
        lists = ([str(number) for number in sorted(ballot, key=ballot.__getitem__)] for ballot in election.ballots)
        return Profile.of_ballots(instance.ids, method, lists, election.limits["max_choices"])
    marked = ({str(number): mark for number, mark in ballot.items()} for ballot in election.ballots)
    return Profile.of_ballots(instance.ids, method, marked)
