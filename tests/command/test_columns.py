from commonpurse.columns import in_columns


def test_columns_stand_under_each_other_words_left_and_numbers_right() -> None:
    told = in_columns(("project", "cost"), [("Park", "9"), ("Łąka", "1200")], numeric=("cost",))

    assert told.splitlines() == ["project  cost", "-------  ----", "Park        9", "Łąka     1200"]


def test_wide_and_combining_letters_keep_the_columns_straight() -> None:
    told = in_columns(
        ("name", "n"), [("公園", "1"), ("Sch\N{LATIN SMALL LETTER O}\N{COMBINING DIAERESIS}n", "2")], numeric=()
    )

    assert told.splitlines()[2:] == ["公園   1", "Scho\N{COMBINING DIAERESIS}n  2"]


def test_words_of_a_file_cannot_command_the_terminal() -> None:
    told = in_columns(("name",), [("a\x1b[31mb\nc",)], numeric=())

    assert told.splitlines()[2:] == ["a [31mb c"]
