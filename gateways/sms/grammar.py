"""What a text says. Tolerant about everything but what would be counted.

text    = [greeting] [keyword] code choices [thanks], or choices code, or idea, or follow, or yes, or stop
code    = 13 letters and digits, in any case, with spaces, dashes or dots between them
choices = see choices.py
idea    = ("IDEA" | "SUGGESTION") words, in which no code stands
follow  = "FOLLOW" [number of an idea or a proposal], in which no code stands
yes     = "YES", and nothing else
stop    = "STOP" [number of an idea or a proposal]; with anything else behind it, all of it

Thirteen letters with spaces between them are also the beginning of many a question: whatever is not written like a
code and goes on with words is talk, and is told how to vote. Digits before a code may be choices or its first group:
what ends in its check symbol is the code.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gateways.sms.choices import WORD, Vote, choices_in
from gateways.sms.encodings import mended
from gateways.sms.reply import Say
from gateways.sms.words.catalogue import Keyword, speakers_of
from libs.shared.kernel.check_symbol import ends_in_its_check_symbol
from libs.shared.kernel.tracking_number import read_tracking_number
from libs.shared.kernel.typed_text import as_latin, clean_text, plain_signs

_LONGEST = 500
_LONGEST_IDEA = 2_000
_LONGEST_NUMBER = 40
_AROUND_A_NUMBER = " .,:;!#'\"()"
_MOST_WORDS_OF_A_STOP = 6  # "please stop texting me" ends it; a letter in which something comes to its end does not
# A NUL of the 7-bit alphabet is "@": telephones fill the last byte up with it.
_PADDING = "@ "
_BEFORE_A_CODE = " :,;.!-\"'("
_BETWEEN = r"[\s.,_\-\u2010-\u2015\u2212]*"
# Crockford's alphabet with its look-alikes O, I and L; the check symbol may also be one of five others.
_CODE = re.compile(rf"((?:[0-9A-TV-Z]{_BETWEEN}){{12}})([0-9A-Z*~$=])")
# As it stands in the letter, or in one piece.
_AS_PRINTED = re.compile(rf"[0-9A-Z]{{4}}{_BETWEEN}[0-9A-Z]{{4}}{_BETWEEN}[0-9A-Z]{{4}}{_BETWEEN}[0-9A-Z*~$=](?![A-Z])")
_ANYWHERE = re.compile(rf"(?<![0-9A-Z]){_AS_PRINTED.pattern}(?![0-9A-Z])")
# One may begin within what looks like another.
_CODES_AMONG_WORDS = re.compile(rf"(?=({_ANYWHERE.pattern}))")
_GROUPS = r"[0-9A-Z]{12}\S|[0-9A-Z]{4}([^0-9A-Z]+[0-9A-Z]{4}){2}[^0-9A-Z]+\S"
_FEWEST_DIGITS = 2
_MAY_BE_TALK = ("not_understood", "no_numbers")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody suggests, in their own words."""

    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Follow:
    """Somebody wants to hear of something by text, says yes to what they were asked, or wants to hear no more.

    ``number`` is that of an idea or a proposal as it was typed; without one it is what they suggested, or all.
    """

    kind: Literal["follow", "yes", "stop"]
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A text that was read: a vote, an idea, what to follow, or what to say; and its language, if a word shows it."""

    content: Vote | Wish | Follow | Say
    language: str | None = None


def read(text: str | None) -> Message:
    """What the text says. None is a message without text, such as a photo."""
    written = plain_signs(mended(text) or "").rstrip(_PADDING)
    typed = written.upper()
    if not typed:
        return Message(Say("no_text"))
    word = WORD.match(typed)
    means = speakers_of(word.group()) if word else {}
    if "stop" in means:
        return Message(Follow("stop", read_tracking_number(_behind(typed))), _only(means["stop"]))
    if "help" in means:
        return Message(Say("help"), _only(means["help"]))
    # A code in it was meant for a vote, and must not stand among ideas.
    if word and "idea" in means and not _holds_a_code(typed[word.end() :]):
        return Message(_wish_in(written), _only(means["idea"]))
    if following := _following_in(typed, means):
        return following
    rest, language = typed.lstrip(_BEFORE_A_CODE), None
    if "vote" in means and word:
        rest, language = typed[word.end() :].lstrip(_BEFORE_A_CODE), _only(means["vote"])
    content = _vote_in(rest)
    is_stop = isinstance(content, Say) and content.reply == "stop"
    return Message(Follow("stop") if is_stop else content, language or _language_of(typed))


def _following_in(typed: str, means: Mapping[Keyword, tuple[str, ...]]) -> Message | None:
    """What somebody wants to follow, or says yes to; nothing if it is something else, or a code stands in it."""
    behind = _behind(typed).strip(_AROUND_A_NUMBER)
    if "yes" in means and not behind:
        return Message(Follow("yes"), _only(means["yes"]))
    if "follow" not in means or _ANYWHERE.search(typed) or _vote_that_checks(behind):
        return None
    return Message(Follow("follow", behind[:_LONGEST_NUMBER] or None), _only(means["follow"]))


def _behind(written: str) -> str:
    """What stands behind the first word."""
    return "".join(re.split(r"[\s,;:.!?#&+]+", written.lstrip(), maxsplit=1)[1:])


def _holds_a_code(typed: str) -> bool:
    """Whether there is one among the words. Words alone may be as long as one: "children cross" is none."""
    return any(_is_rather_a_code(found[1]) for found in _CODES_AMONG_WORDS.finditer(typed))


def _is_rather_a_code(found: str) -> bool:
    written = re.sub(_BETWEEN, "", found)
    is_grouped = ends_in_its_check_symbol(written) and re.fullmatch(_GROUPS, found) is not None
    return is_grouped or _has_the_digits_of_a_code(written)


def _wish_in(written: str) -> Wish | Say:
    """What stands behind the keyword, which is the first word; capitals may be longer than what was typed."""
    words = clean_text(_behind(written))
    if not words:
        return Say("idea_has_no_words")
    return Wish(words) if len(words) <= _LONGEST_IDEA else Say("idea_is_too_long", {"limit": _LONGEST_IDEA})


def _language_of(typed: str) -> str | None:
    """The language that most of the words tell; none if they tell none, or two equally."""
    told = Counter(language for word in WORD.findall(typed) for language in speakers_of(word).get("talk", ()))
    most = [language for language, count in told.items() if count == max(told.values())]
    return _only(tuple(most))


def _only(languages: tuple[str, ...]) -> str | None:
    return languages[0] if len(languages) == 1 else None


def _vote_in(typed: str) -> Vote | Say:
    if len(typed) > _LONGEST:
        return Say("too_long")
    if vote := _vote_that_checks(typed):
        return vote
    typed = _code_first(typed)
    typed = typed if _CODE.match(typed) else _code_first(as_latin(typed))
    code, printed = _CODE.match(typed), _ANYWHERE.search(typed)
    if code is None or (printed and printed.start()):
        return _without_a_code(typed)
    written = _without_separators(code)
    content = _choices_behind(code, written)
    # Words alone, as for a blank ballot, may be talk: "there is really nothing" begins with thirteen letters, too.
    is_vote = bool(content.numbers) if isinstance(content, Vote) else content.reply not in _MAY_BE_TALK
    return content if is_vote or _is_written_like_a_code(typed, written) else _without_a_code(typed)


def _vote_that_checks(typed: str) -> Vote | None:
    """The vote that begins with a code and its right check symbol, however the code is grouped."""
    code = _CODE.match(typed)
    if code is None or not ends_in_its_check_symbol(written := _without_separators(code)):
        return None
    content = _choices_behind(code, written)
    return content if isinstance(content, Vote) and _is_written_like_a_code(typed, written) else None


def _without_separators(code: re.Match[str]) -> str:
    return re.sub(_BETWEEN, "", code[1]) + code[2]


def _choices_behind(code: re.Match[str], written: str) -> Vote | Say:
    return choices_in(code.string[code.end() :], written)


def _code_first(typed: str) -> str:
    """The text from its code on: whoever greets before it, or writes the numbers before it, means only one thing."""
    printed = _ANYWHERE.search(typed)
    if not printed:
        return typed
    lead, behind = typed[: printed.start()], typed[printed.end() :]
    if all({"greet", "vote"} & speakers_of(word).keys() for word in WORD.findall(lead)):
        return typed[printed.start() :]
    is_turned = not behind.strip(" .!") and isinstance(choices_in(lead, ""), Vote)
    return f"{printed[0]} {lead}" if is_turned else typed


def _is_written_like_a_code(typed: str, written: str) -> bool:
    return _has_the_digits_of_a_code(written) or _AS_PRINTED.match(typed) is not None


def _has_the_digits_of_a_code(written: str) -> bool:
    """A code of twelve symbols out of 32 has hardly ever fewer than two digits; a sentence hardly ever more."""
    return sum(character.isdecimal() for character in written) >= _FEWEST_DIGITS


def _without_a_code(typed: str) -> Say:
    words = WORD.findall(typed)
    if "?" in words or any("talk" in speakers_of(word) for word in words):
        return Say("question")
    is_stop = len(words) <= _MOST_WORDS_OF_A_STOP and any("stop" in speakers_of(word) for word in words)
    return Say("stop" if is_stop else "no_code")
