"""What is said of a file as a whole, of its META and of its rule, as voting says it in English; see ``remarks.py``."""

from gateways.web.words.message import Message, say

OF_FILES: tuple[Message, ...] = (
    say("%(told)s; is this the .pb file?"),
    say("the section %(name)s should start here: its title, alone in a line, with nothing above it"),
    say("the section %(name)s needs a header with at most %(most)s columns"),
    say("two columns have the same name: %(name)s; rename or remove one"),
    say("%(found)s fields where the header has %(width)s"),
    say("%(what)s; put text that holds a %(sign)s in quotation marks"),
    say("the file ends before the section %(name)s; it may have been cut off"),
    say("the section %(name)s stands in a place that is not its own"),
    say("%(told)s; a file has META, PROJECTS and VOTES once each, in this order"),
    say("signs that nobody sees stand in the text; they were left out"),
    say("a quotation mark inside a cell is read as it stands; %(advice)s"),
    say('to be sure, write each mark twice and the cell between two more: """Park"" at the lake"'),
    say("the title %(written)s is read as %(title)s"),
    say("the columns are separated by %(word)s instead of semicolons"),
    say("commas"),
    say("tabs"),
    say("the file has more than %(most)s bytes"),
    say("%(key)s is %(said)s, but the file has %(found)s; it may have been cut off, or %(again)s is wrong"),
    say("signs that are no UTF-8 were lost, %(count)s in all; %(sign)s stands for each"),
    say("the text is UTF-16, which other readers may not take; save it as UTF-8"),
    say("this is not UTF-8 text; save it as UTF-8; it looks like %(name)s, and was read so"),
    say("the file is empty; was it saved, or downloaded to its end?"),
    say("the file begins with more than one byte-order mark; each was left out"),
    say("this looks like UTF-32 or is no text; save it as UTF-8"),
    say("this is not text in UTF-8; save it as UTF-8"),
    say("this looks like UTF-16, but it is damaged; save it as UTF-8"),
    say("this is not UTF-8 text, nor any other that we know; save it as UTF-8"),
    say("the header of META must be key;value, in the line after the title"),
    say("%(name)s holds a %(sign)s, which is read as part of the text"),
    say("%(name)s stands without a value, and nothing is taken from it"),
    say("%(key)s stands here a second time; remove one of the two"),
    say("%(key)s stands here a second time and says the same"),
    say("%(key)s is no key of the format, and nothing is taken from it; is %(meant)s meant?"),
    say("this is a rehearsal: test codes alone have voted, and nothing of it is real"),
    say("META does not say %(key)s; add a line %(again)s;…"),
    say("%(key)s must be a whole number, not %(found)s"),
    say("%(key)s is not a number: %(found)s; write it in plain digits"),
    say("an amount is not written in plain digits; %(written)s is read as %(amount)s"),
    say("%(written)s is not a number; write it in plain digits, as in 10000 or 10000.50"),
    say("%(written)s can mean %(whole)s or %(parted)s; write %(again)s or %(short)s"),
    say("is written in powers of ten, as spreadsheets do when they leave digits out"),
    say("%(written)s is not a number in plain digits: it %(told)s; write %(power)s if that is all of it"),
    say("%(written)s is not a number that can be counted: it has more than %(most)s digits"),
    say("the budget must be positive"),
    say("the budget is %(budget)s, but the projects that the city funded cost %(spent)s"),
    say("vote_type must be one of %(known)s, not %(said)s; is %(meant)s meant?"),
    say("vote_type must be one of %(known)s, not %(said)s"),
    say("vote_type %(said)s is read as %(meant)s"),
    say("approval, with a line max_sum_cost"),
    say("counted by %(rule)s; --rule counts by another"),
    say(
        "the file names the rule %(name)s, by which each city means its own; counted as Poznań does, by "
        "%(rule)s; --rule counts by another"
    ),
    say("the file names the rule %(name)s, which is not known here; %(by)s"),
    say("the file does not say by which rule the city counted; %(by)s"),
    say("the minimum score: %(told)s"),
    say("commonpurse_ties may name %(known)s, not %(said)s"),
    say(
        "min_project_score_threshold %(said)s is below zero and keeps out nothing; write a number from "
        "zero up, or remove the line"
    ),
    say(
        "min_project_score_threshold %(said)s is less than one vote and keeps out nothing that anyone "
        "asked for; if a share is meant, write how many"
    ),
    say("%(said)s is a share of something; write a number, such as %(votes)s if %(again)s of the ballots is meant"),
    say("%(limits)s needs an amount for each of %(names)s, from zero up and no finer than the costs"),
    say("commonpurse_guaranteed_areas names %(area)s, in which no project stands; see the column neighborhood"),
    say("line %(line)s: %(told)s"),
)
