"""Public funding prioritisation: rounds, and what residents suggest.

Owns rounds (calendar, areas, funds), ideas with their life lines, the sittings that deal with them and the decisions
about them, the contacts of whoever suggested them, who follows and supports them, and what is told to all these.
Announces ``ideas.*``. Listens to ``proposals.*``: what voting says of an idea arrives through the proposal that it
became.
"""
