"""What the fields of events mean, in a sentence each, with their unit.

A field of one name means the same in every event, and is told here once; where it does not, it is told by model. Where
a model's own declaration describes a field, that stands.
"""

from collections.abc import Mapping

_MINOR = "in minor units of the round's currency (cents, for EUR)"

BY_NAME: Mapping[str, str] = {
    "answer": "What the answer to the offer says from now on; none if words of the offer itself were taken down.",
    "area_id": "The area that it is about, as the round's events name it; none: the whole town, or not known.",
    "areas": "The areas of the round, all of them.",
    "as_of": "Up to which full hour ballots are counted in (UTC).",
    "ballots": "How many ballots are in force: one a person, the later in place of the earlier.",
    "budget_cents": f"The money that there is, {_MINOR}.",
    "by_area": "The same by area, as far as no few people can be told apart; in no certain order.",
    "by_channel": "The same by the way people voted, as far as no few people can be told apart.",
    "calendar": "The parts of the round, in their order.",
    "channel": "The way by which it came.",
    "channels": "The ways by which people may vote.",
    "closes_at": "When the last ballot can be cast (UTC).",
    "committed_cents": f"What residents have promised to bring, {_MINOR}; the council pays that much less.",
    "completion": "Equal Shares alone: what becomes of money left over, such as add1+utilitarian; else none.",
    "cost_cents": f"What the council pays for it, {_MINOR}.",
    "criterion": "Which of the published criteria it failed, as a word for machines.",
    "currency": "The currency of all amounts (ISO 4217).",
    "earlier_end": "When the poll would have closed (UTC).",
    "ends_on": "The last day, by the council's calendar (YYYY-MM-DD); none: it never ends.",
    "event_id": "The id of the event that says something else from now on.",
    "event_type": "The type of that event.",
    "field": "Where in that event's data the words stand.",
    "fund_id": "The pot of money that it is for, as the round's events name it.",
    "funds": "The pots of the round, all of them.",
    "hourly_value_cents": f"What an hour of somebody's time counts for, {_MINOR}.",
    "idea_id": "The idea that it is about, or was; none if the proposal was never an idea.",
    "idea_words": "What the idea says now, if that is something else than the proposal says.",
    "is_archived": "Whether the round is put away: it stands in no list of what is going on.",
    "is_final": "Whether the box is closed, so that no later figure of this poll comes.",
    "is_funded": "Whether the vote gives it its money.",
    "kind": "What is offered.",
    "limits": "What one ballot may hold.",
    "outline": "Where the area ends, as GeoJSON.",
    "location": "Where it would be, as a point on the map; none if nobody said.",
    "lock": "The fingerprint (SHA-256, hexadecimal) of the key that opens it; none if nobody has a key.",
    "lot_commitment": "SHA-256 (hexadecimal) of the seed of the lot, drawn before anybody voted.",
    "lot_seed": "The seed of the lot (hexadecimal); its SHA-256 is what was committed to at the beginning.",
    "max_choices": "At most so many projects on one ballot.",
    "max_points": "At most so many points on one ballot; none: as many as its projects may get.",
    "max_points_each": "At most so many points for one project; none: as many as the ballot may give.",
    "may_replace": "Whether a later ballot of the same person takes the place of the earlier.",
    "method": "What people do on the ballot.",
    "min_choices": "At least so many projects on one ballot.",
    "min_points_each": "At least so many points for a project that gets any.",
    "name": "What it is called.",
    "number": "The number that people know it by.",
    "offer_id": "The offer that it is about.",
    "opens_at": "When the first ballot can be cast (UTC).",
    "people": "How many people of the roll that is.",
    "place": "Where it would be, in words; none if nobody said.",
    "poll_id": "The poll that it is about.",
    "population": "How many people live there; none if the council did not say.",
    "projects": "Each project on the ballot paper.",
    "proposal_id": "The proposal that it is about.",
    "quantity": "How much is offered, in the unit.",
    "reason": "Why, in words for the public.",
    "round_id": "The round that it belongs to.",
    "rule": "By which rule ballots become an outcome.",
    "score": "What the ballots gave it: votes, or points, as the method has it.",
    "spent_by": "Who decides what becomes of the pot.",
    "standing": "The reason by which it stands where it stands, if it has one.",
    "starts_on": "The first day, by the council's calendar (YYYY-MM-DD).",
    "state": "Where it stands in its life line, as a word for machines.",
    "summary": "What it is, in a few sentences.",
    "text": "What it says.",
    "title": "What it is called, in public.",
    "told_at": "When that event was told (UTC).",
    "unit": "What the quantity counts, such as hours.",
    "value_cents": f"What the offer is worth to the council, {_MINOR}.",
    "within": "The area in which this one lies; none if it lies in no other.",
    "words": "What stands there from now on.",
}

_REWORDED = {
    "location": "Where it would be, from now on; none if nobody said, or nobody may know any more.",
    "place": "Where it would be, in words, from now on; none if nobody said, or nobody may read it any more.",
    "reason": "Why words were taken down, in words for the public; none if they were corrected.",
    "summary": "What it is, in a few sentences, from now on; none if nobody may read it any more.",
    "text": "What it says from now on; none if nobody may read it any more.",
    "title": "What it is called from now on; none if nobody may read it any more.",
}

BY_MODEL: Mapping[str, Mapping[str, str]] = {
    "AreaBallots": {"area_id": "From where; none: of people whose area is not known."},
    "AreaMoney": {"area_id": "Whose money it is.", "name": "What the area was called when that was ruled."},
    "ChannelBallots": {"ballots": "How many ballots in force came by it."},
    "CountedProject": {
        "ballots": "On how many ballots it stands.",
        "number": "The number that voters used.",
    },
    "IdeaStateChanged": {"text": "The line that was added, in the words that readers see."},
    "OutcomeAnnounced": {
        "cost_cents": f"What all funded projects cost together, {_MINOR}.",
        "projects": "What the count says of each project.",
    },
    "PeopleInArea": {"area_id": "Where they live; none: of people whose area is not known."},
    "PollClosed": {"ballots": "How many ballots were in the box when it was closed."},
    "PollCounted": {"ballots": "How many ballots were counted."},
    "PollPublished": {"area_id": "Only people of this area vote; none: everybody on the roll."},
    "Phase": {"name": "Which part it is."},
    "Project": {
        "area_id": "Where it would be; none: in the whole town.",
        "number": "The number that voters use.",
    },
    "ProjectWithdrawn": {"number": "The number that it has on the ballot."},
    "RollImported": {"by_area": "How many people live in each area.", "people": "How many people may take part."},
    "RoundPublished": {"name": "What the round is called."},
    "RoundChanged": {"name": "What the round is called from now on."},
    "Area": {"area_id": "The name of the area for machines, in every other event."},
    "Fund": {"area_id": "Only for this area; none: for the whole town.", "budget_cents": f"What is in it, {_MINOR}."},
    "PollRenamed": {"name": "What the poll is called from now on."},
    "IdeaReworded": _REWORDED,
    "ProposalReworded": _REWORDED,
    "ProposalAccepted": {"cost_cents": f"What it costs in all, whoever brings it, {_MINOR}."},
    "ProposalFunded": {"cost_cents": f"What the vote gave it, {_MINOR}."},
}


def of_field(model: str, name: str) -> str | None:
    """What a model's field means; nothing if nobody has said."""
    return BY_MODEL.get(model, {}).get(name, BY_NAME.get(name))
