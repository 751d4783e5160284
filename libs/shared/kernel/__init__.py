"""Clock, ids, money, errors, workflows, contacts: the few words that every part's domain may use."""
