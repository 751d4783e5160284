"""Clock, ids, money, errors: the few words that every part's domain may use."""
