"""A mail becomes an idea, and the reply says under which number; a mail about an idea goes to the office.

It owns no rules. It reads mails, from a mailbox or as a provider posts them, asks ideas to take what is suggested, and
finds the words for the answer. Nothing of a mail or an address is logged or stored here: what was read is put away in
the mailbox itself, and a mail that comes again is known by a hash.
"""
