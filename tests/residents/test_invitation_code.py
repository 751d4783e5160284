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


def test_a_new_code_has_sixty_random_bits() -> None:
    codes = {invitation_code.new_code() for _ in range(1000)}

    assert len(codes) == 1000
    for place in range(12):
        assert {code[place] for code in codes} == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_what_is_kept_of_a_code_depends_on_the_pepper() -> None:
    code = invitation_code.new_code()

    assert invitation_code.mac_of(code, b"one pepper") != invitation_code.mac_of(code, b"another")
