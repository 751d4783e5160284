"""Public funding prioritisation: rounds, and what residents suggest.

Owns rounds (calendar, areas, funds), ideas with their life lines, the contacts of whoever suggested them, and what is
told to them. Announces ``ideas.*``. Listens to ``proposals.*``: what voting says of an idea arrives through the
proposal that the idea became.
"""
