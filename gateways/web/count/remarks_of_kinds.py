"""What a file is that is no .pb file, as voting says it in English; see ``remarks.py``."""

from gateways.web.words.message import Message, say

OF_KINDS: tuple[Message, ...] = (
    say("this is %(what)s; %(advice)s"),
    say("save it as CSV in UTF-8 with ; between the columns"),
    say("unpack it, and give the .pb file that is in it"),
    say("give the .pb file itself"),
    say("open the address in a browser and save the .pb file itself"),
    say("fetch the file with git lfs pull"),
    say("save what is attached to it"),
    say("a spreadsheet or an archive (XLSX, ODS, ZIP), not text"),
    say("an old spreadsheet (XLS), not text"),
    say("a PDF, not text"),
    say("a printed page (PostScript)"),
    say("a document of a word processor (RTF)"),
    say("a packed file (%(kind)s), not text"),
    say("an archive (%(kind)s), not text"),
    say("an archive (tar)"),
    say("a picture (%(kind)s)"),
    say("a picture or a sound (RIFF)"),
    say("a database (SQLite)"),
    say("a table for programs (Parquet)"),
    say("a program"),
    say("a file of settings"),
    say("a pointer of Git LFS, not the file itself"),
    say("a web page (HTML), perhaps an error page"),
    say("a text in XML"),
    say("none, as its ballots have no column %(column)s"),
    say("a text in JSON, perhaps a program's answer"),
    say("a letter by mail"),
)
