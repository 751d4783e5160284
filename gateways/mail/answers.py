"""What a mail is answered with, and what the office is sent: assembled from the catalogue's paragraphs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid5

from gateways.mail.letter.reading import Letter
from gateways.mail.senders import Senders
from gateways.mail.threads import About, Threads
from gateways.mail.words.catalogue import Say, words_in
from libs.shared.kernel.mail import Mail

_LONGEST_PASSED_ON = 20_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a mail, by its name in the catalogue, and what is said of it; of which idea, if of one."""

    name: str
    said: tuple[Say, ...]
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Where residents find what an answer speaks of; without an address no answer has a link."""

    address: str | None

    def link(self, paragraph: str, path: str) -> tuple[Say, ...]:
        """The paragraph with the link in it, if there are pages."""
        return (Say(paragraph, {"link": f"{self.address.rstrip('/')}{path}"}),) if self.address else ()


class Secretary:
    """Writes the gateway's mails. Nothing of a mail stands in the answer to it, whose sender may be forged."""

    def __init__(self, senders: Senders, threads: Threads, office: str | None) -> None:
        self._senders, self._threads, self.office = senders, threads, office

    def answer_to(self, letter: Letter, answer: Answer, language: str) -> Mail:
        """The mail that says it, to whoever the mail says it comes from."""
        which = self._senders.submission_of(letter)
        number = answer.number
        subject = words_in(language).subjects[answer.name].format(number=number)
        paragraphs = [Say("hello"), *answer.said, *([Say("attachments")] if letter.attachments else []), Say("not_you")]
        return Mail(
            uuid5(which, answer.name),
            letter.sender or "",
            subject,
            "\n\n".join(each.in_words(language) for each in paragraphs) + "\n",
            language,
            datetime.now(UTC),
            answers=letter.message_id or "",
            name=self._threads.name_of(number, uuid5(which, answer.name)) if number else None,
        )

    def to_office(self, letter: Letter, about: About, office: str, language: str) -> Mail:
        """The mail as the office gets it; who answers it answers its writer."""
        kind = Say("is_proven") if about.is_proven else Say("is_not_proven")
        paragraphs = [Say("to_office", {"number": about.number}).in_words(language), kind.in_words(language)]
        if letter.attachments:
            paragraphs.append(Say("attachments").in_words(language))
        return Mail(
            uuid5(self._senders.submission_of(letter), "office"),
            office,
            words_in(language).subjects["to_office"].format(number=about.number),
            "\n\n".join([*paragraphs, letter.text[:_LONGEST_PASSED_ON]]) + "\n",
            language,
            datetime.now(UTC),
            reply_to=letter.sender,
        )
