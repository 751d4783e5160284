"""How ideas were first written, in the database."""

from libs.shared.platform.storage.first_rows import FirstRows
from services.ideas.storage.tables import FirstWordsRow, OriginalRow

FIRST_WORDS = FirstRows(FirstWordsRow, OriginalRow)
