"""What services refuse to developers is said on the pages in the reader's language."""

from typing import get_args

import pytest

from gateways.web.clients.asking import ServiceRefused
from gateways.web.developers.account.account import Account
from gateways.web.staff.office import refusal_in_words
from gateways.web.words.message import Message
from libs.shared.kernel.errors import DomainError
from services.reporting.domain.webhooks import errors as webhooks
from services.residents.domain.integrators import errors as integrators

CODES = sorted(
    {
        one.code
        for module in (webhooks, integrators)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, DomainError) and one is not DomainError
    }
)
# Staff name accounts, and integrators replace their keys.
OF_STAFF_ALONE, OF_INTEGRATORS_ALONE = {"integrator-name-is-taken"}, {"integrator-key-was-replaced"}


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_about_webhooks_and_keys_has_words_of_the_pages(code: str) -> None:
    refused = ServiceRefused(409, {"code": code, "detail": "The service's own sentence."})

    if code not in OF_INTEGRATORS_ALONE:
        assert isinstance(refusal_in_words(refused), Message)
    if code not in OF_STAFF_ALONE:
        assert isinstance(Account.in_words(Account.__new__(Account), refused), Message)


def test_every_reason_why_an_address_is_not_taken_has_words_of_its_own() -> None:
    reasons = get_args(webhooks.AddressReason)
    refused = [ServiceRefused(422, {"code": "address-is-not-taken", "reason": one}) for one in (*reasons, "a new one")]
    words = {str(refusal_in_words(one)) for one in refused}

    assert len(words) == len(reasons) + 1
