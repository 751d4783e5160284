"""The workflows of ideas that are shipped, as the engine goes by them."""

from services.ideas.domain.workflows.ballot_budget import BALLOT_BUDGET
from services.ideas.domain.workflows.lichtenberg import LICHTENBERG as LICHTENBERGS
from services.ideas.domain.workflows.made import made

IDEAS = made(BALLOT_BUDGET)
LICHTENBERG = made(LICHTENBERGS)
