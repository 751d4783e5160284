"""Who may take part: the residents' roll, invitation codes, staff accounts, and permits to vote.

Owns: the roll of each round, invitation codes (as HMACs), staff, the polls' keys.
Listens to: ``ideas.round-published``, ``voting.poll-published``, ``-opened``, ``-closed``, ``-cancelled``.
Announces: ``residents.roll-imported`` (counts alone), ``residents.poll-key-destroyed``.

It knows people and never sees a ballot. What it tells the ballot box of a person is a pseudonym, good for one poll.
"""
