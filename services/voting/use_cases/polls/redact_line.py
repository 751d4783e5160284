"""Words that an officer typed about a poll are taken down (decision 23)."""

from libs.shared.events.voting import PollReasonReworded
from libs.shared.kernel.own_words import Original, OwnWords
from libs.shared.kernel.workflow import Step
from libs.shared.platform.facts.retelling import Retold
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.poll import Poll
from services.voting.domain.polls.typed_words import typed_by
from services.voting.storage import corrections, originals, reasons
from services.voting.use_cases.telling import tell


async def redact_line(poll: Poll, tx: Transaction, step: Step) -> None:
    """Say other words wherever they stand: life line, paper, outcome, ballots' file, feed."""
    act = poll.acts[int(step.fields["line"])]
    typed, title = typed_by(act), str(act.fields.get("title", ""))
    assert typed is not None
    kept = Original.taken_down(OwnWords(title, typed), poll.as_of, is_the_offices=True)
    await originals.keep(tx.session, poll.poll_id, kept)
    for retold in await reasons.replace(tx.session, poll.poll_id, typed, str(step.fields["words"])):
        tell(poll, tx, _news(poll, retold, str(step.fields["reason"])))
    if title:
        await corrections.take_down(tx.session, poll, int(act.fields["project"]))


def _news(poll: Poll, retold: Retold, why: str) -> PollReasonReworded:
    about = {"poll_id": poll.poll_id, "proposal_id": retold.data.get("proposal_id"), "reason": why}
    return PollReasonReworded(**retold.told_anew | about)
