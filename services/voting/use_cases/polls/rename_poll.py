"""A poll gets another name: the former may have held words that nobody may read (decision 23)."""

from dataclasses import replace

from libs.shared.events.voting import PollPublished, PollRenamed
from libs.shared.kernel.own_words import Original, OwnWords
from libs.shared.kernel.workflow import Step
from libs.shared.platform.facts import retelling
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.poll import Poll
from services.voting.storage import originals, polls
from services.voting.storage.terms_columns import columns_of
from services.voting.use_cases.telling import tell


async def rename_poll(poll: Poll, tx: Transaction, step: Step) -> None:
    """Say the new name wherever the former stood; what a count goes by is not touched."""
    name, former = str(step.fields["name"]), OwnWords("", poll.terms.name)
    await originals.keep(tx.session, poll.poll_id, Original.taken_down(former, poll.as_of, is_the_offices=True))
    published = poll.published and {**poll.published, "name": name}
    await polls.change(tx.session, poll.poll_id, published=published, **columns_of(replace(poll.terms, name=name)))
    news = PollRenamed(poll_id=poll.poll_id, name=name, reason=str(step.fields["reason"]))
    await retelling.retell_as(tx.session, news, (PollPublished, PollRenamed))
    tell(poll, tx, news)
