"""How reporting's errors are said over HTTP."""

from libs.shared.platform.api.problems import Problem, Problems
from services.reporting.domain.webhooks.errors import (
    AddressIsNotTaken,
    EventIsNotForYou,
    NoSuchDelivery,
    NoSuchSubscription,
    SecretIsLost,
    TooManySubscriptions,
    WebhooksAreNotSetUp,
)
from services.reporting.projections.errors import NoSuchPoll, OutcomeIsNotAnnounced

PROBLEMS: Problems = {
    NoSuchPoll: Problem(404, "There is no such poll"),
    OutcomeIsNotAnnounced: Problem(404, "The outcome is not announced yet"),
    WebhooksAreNotSetUp: Problem(409, "Webhooks are not set up"),
    NoSuchSubscription: Problem(404, "There is no such subscription"),
    NoSuchDelivery: Problem(404, "There is no such delivery"),
    AddressIsNotTaken: Problem(422, "Webhooks do not go to this address"),
    EventIsNotForYou: Problem(422, "That is no event for you"),
    TooManySubscriptions: Problem(409, "There are too many subscriptions"),
    SecretIsLost: Problem(409, "The secret can be read no more"),
}
