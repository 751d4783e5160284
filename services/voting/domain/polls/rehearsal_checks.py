"""Who votes in a rehearsal, and whether so few can show what the poll would do."""

from collections.abc import Iterator

from services.voting.domain.polls.check import Check, met, met_if_meant
from services.voting.domain.polls.poll import Poll


def rehearsal_checks(poll: Poll) -> Iterator[Check]:
    """In place of the checks of the roll: nobody on it votes in a rehearsal, so it need not be there."""
    yield met(
        "somebody-can-vote",
        en="This is a rehearsal. Test codes alone vote in it: make them once it is published.",
        de="Dies ist eine Probe. Nur mit Testcodes kann man darin abstimmen: Erzeugen Sie sie, wenn sie "
        "veröffentlicht ist.",
    )
    terms = poll.terms
    if terms.quorum or terms.min_score:
        yield met_if_meant(
            "so-few-can-fund-something",
            en=f"People who must take part: {terms.quorum}. Votes, or points, that a project needs: {terms.min_score}. "
            "If fewer test codes are used, nothing is funded. If that is not what you try out, lower the numbers.",
            de=f"Personen, die teilnehmen müssen: {terms.quorum}. Stimmen oder Punkte, die ein Projekt braucht: "
            f"{terms.min_score}. Werden weniger Testcodes benutzt, wird nichts finanziert. Wenn Sie nicht das proben, "
            "senken Sie die Zahlen.",
        )
