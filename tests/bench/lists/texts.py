"""The texts of a large town, of which each comes again in forty ideas or proposals."""

# To find the words of 200,000 texts takes the server minutes. So those of each text are found once, and written down.
_TEXTS = """
create temporary table texts as
select k, text, searched_words(text) as document
from (select k, repeat('More trees and benches near the school ' || k || ' and a path for bicycles. ', 4)
                || case when k % 40 = 0 then 'A fountain.' else '' end as text
      from generate_series(0, 5002) k) told;
"""


def texts_for(table: str) -> str:
    """What makes the table ``texts``, with the words found in each, and lets the table be filled with them."""
    return f"{_TEXTS}alter table {table} alter column document drop expression;"
