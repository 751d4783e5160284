# mypy: ignore-errors
"""What a city's data team might do with clients that openapi-python-client made: suggests, votes, looks.

Run with the folder of the generated packages ``ideas`` and ``voting`` beside it, which exist only then.
"""

import json
import sys

from ideas import Client as IdeasClient
from ideas.api.ideas import new_idea
from ideas.models import NewIdea
from voting import Client as VotingClient
from voting.api.ballots import cast_ballot, receipt
from voting.models import BallotBody, Problem, WantedReceipt

ideas_at, voting_at, round_id, poll_id, permit = sys.argv[1:]
ideas, voting = IdeasClient(base_url=ideas_at), VotingClient(base_url=voting_at)

wish = NewIdea(round_id=round_id, title="Trees for the market square", text="Twelve lime trees would give shade.")
suggested = new_idea.sync(client=ideas, body=wish)
cast = cast_ballot.sync(client=voting, body=BallotBody(permit=permit, choices=[1, 5]))
found = receipt.sync(poll_id, client=voting, body=WantedReceipt(receipt=cast.receipt))
refused = cast_ballot.sync(client=voting, body=BallotBody(permit="forged", choices=[1]))
assert isinstance(refused, Problem)

told = {
    "idea": suggested.number,
    "choices": [line.number for line in cast.choices],
    "status": found.status,
    "refused": refused.code,
}
sys.stdout.write(json.dumps(told))
