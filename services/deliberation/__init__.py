"""Discussion of ideas and proposals: what speaks for them, what against, and questions to the administration.

Owns comments with their moderation, answers, and the contacts of those who want to be told; keeps its own copy of what
may be discussed. Announces ``deliberation.*``, in which nobody's words stand. Listens to ``ideas.*`` and
``proposals.*``.
"""
