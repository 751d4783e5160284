import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.residents.domain import invitation_code
from services.residents.domain.errors import CodeIsNotKnown

CANONICAL = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=12, max_size=12)


@given(CANONICAL)
def test_what_a_letter_shows_reads_back(code: str) -> None:
    written = invitation_code.written(code)

    assert re.fullmatch(r"(\w{4}-){3}[0-9A-Z*~$=]", written)
    assert invitation_code.read(written) == code
    assert invitation_code.read(written.lower().replace("-", " ")) == code
    assert invitation_code.read(written.replace("0", "O").replace("1", "l")) == code


@given(CANONICAL, st.integers(0, 11), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_always_noticed(code: str, place: int, wrong: str) -> None:
    check = invitation_code.written(code)[-1]
    mistyped = code[:place] + wrong + code[place + 1 :]

    if mistyped != code:
        with pytest.raises(CodeIsNotKnown):
            invitation_code.read(mistyped + check)


@given(st.text())
def test_any_other_text_is_no_code_and_no_surprise(text: str) -> None:
    try:
        code = invitation_code.read(text)
    except CodeIsNotKnown:
        return
    assert len(code) == 12


def test_a_new_code_is_of_letters_and_digits_alone_but_older_ones_stay_valid() -> None:
    new = [invitation_code.written(invitation_code.new_code()) for _ in range(1000)]
    old = [invitation_code.written(f"{number:012}") for number in range(37)]

    assert all(re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]", code) for code in new)
    assert {"*", "~", "$", "="} <= {code[-1] for code in old}
    assert [invitation_code.read(code) for code in old] == [f"{number:012}" for number in range(37)]


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\ufeff", "\u00a0", "\u2007", "\u2011", "\x00", "\u202e"])
def test_what_is_pasted_around_a_code_does_not_matter(mark: str) -> None:
    code = invitation_code.new_code()
    pasted = mark + mark.join(invitation_code.written(code)) + mark

    assert invitation_code.read(pasted) == code


def test_a_new_code_has_sixty_random_bits() -> None:
    codes = {invitation_code.new_code() for _ in range(1000)}

    assert len(codes) == 1000
    for place in range(12):
        assert {code[place] for code in codes} == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_what_is_kept_of_a_code_depends_on_the_pepper() -> None:
    code = invitation_code.new_code()

    assert invitation_code.mac_of(code, b"one pepper") != invitation_code.mac_of(code, b"another")
