"""What services say to people, by language: English is the source, every other language a message catalogue."""

from libs.shared.kernel.words.said import Words, filled, in_language, words

__all__ = ["Words", "filled", "in_language", "words"]
