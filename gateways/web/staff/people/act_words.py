"""How the act log is read aloud: each act of staff in words."""

from collections.abc import Mapping

from gateways.web.words.message import Message, say

WHAT: Mapping[str, Message] = {
    "POST /staff/sessions": say("Signed in"),
    "DELETE /staff/sessions/current": say("Signed out"),
    "PUT /staff/me/password": say("Chose a password of their own"),
    "DELETE /staff/{staff_id}/sessions": say("Ended the sessions of an account"),
    "POST /staff/me/second-factor": say("Began to set up a second factor"),
    "PUT /staff/me/second-factor": say("Set up a second factor"),
    "POST /staff/me/second-factor/end": say("Took their own second factor away"),
    "POST /staff/me/passkeys/questions": say("Began to make a passkey"),
    "POST /staff/me/passkeys": say("Made a passkey"),
    "POST /staff/me/passkeys/{passkey_id}/end": say("Took a passkey of their own away"),
    "POST /staff/passkey-questions": say("Began to sign in with a passkey"),
    "POST /staff/passkey-sessions": say("Signed in with a passkey"),
    "DELETE /staff/{staff_id}/second-factor": say("Took the second factor of an account away"),
    "COMMAND let-in": say("Let an account in again that nobody could sign in to"),
    "POST /staff": say("Made an account"),
    "PATCH /staff/{staff_id}": say("Changed an account"),
    "POST /rounds/{round_id}/roll": say("Read in the first roll"),
    "POST /rounds/{round_id}/roll/imports": say("Looked at what a roll would change"),
    "POST /rounds/{round_id}/roll/imports/{import_id}": say("Took the roll that was looked at"),
    "DELETE /rounds/{round_id}/roll/imports/{import_id}": say("Gave up a roll that was looked at"),
    "DELETE /rounds/{round_id}/roll": say("Erased the roll"),
    "POST /rounds/{round_id}/invitations": say("Fetched new codes"),
    "POST /rounds/{round_id}/invitations/again": say("Fetched codes again for all who have not voted"),
    "POST /rounds/{round_id}/invitations/replacements": say("Replaced one person's code"),
    "POST /rounds/{round_id}/invitations/{number}": say("Replaced one person's code"),
    "DELETE /rounds/{round_id}/invitations": say("Withdrew all codes"),
    "POST /rounds": say("Published a round"),
    "PATCH /rounds/{round_id}": say("Changed a round"),
    "PUT /rounds/{round_id}/boundaries": say("Drew the areas of a round"),
    "POST /ideas/{number}/photos": say("Added a photo to an idea"),
    "PUT /ideas/{number}/photos/{photo_id}": say("Described a photo of an idea"),
    "POST /ideas/{number}/photos/{photo_id}/removal": say("Took a photo of an idea away"),
    "PUT /workflows/{workflow}": say("Published a workflow"),
    "POST /workflows/check": say("Had a workflow checked"),
    "PUT /working-days": say("Set the working days"),
    "POST /sittings": say("Announced a sitting"),
    "PUT /sittings/{sitting_id}": say("Changed a sitting"),
    "POST /sittings/{sitting_id}/cancellation": say("Called a sitting off"),
    "POST /sittings/{sitting_id}/held": say("Said that a sitting was held"),
    "PUT /sittings/{sitting_id}/agenda/{item_id}/minutes": say("Wrote minutes of a sitting"),
    "POST /sittings/{sitting_id}/minutes": say("Published the minutes of a sitting"),
    "GET /sittings/{sitting_id}": say("Read words of a sitting that were taken down"),
    "POST /ideas": say("Entered a suggestion"),
    "POST /ideas/{number}/actions": say("Acted on an idea"),
    "GET /ideas/{number}": say("Read words of an idea that were taken down"),
    "POST /desk/next": say("Took the next idea in hand"),
    "POST /desk/ideas/{number}/take": say("Took an idea in hand"),
    "POST /desk/ideas/{number}/put-back": say("Put an idea back"),
    "PUT /desk/ideas/{number}/department": say("Gave an idea to a department"),
    "POST /desk/departments": say("Put a department on the list"),
    "PATCH /desk/departments/{department_id}": say("Changed a department on the list"),
    "POST /barriers": say("Reported a barrier"),
    "POST /barriers/{barrier_id}/done": say("Answered a report of a barrier"),
    "POST /tellings/{telling_id}/done": say("Told somebody by hand"),
    "POST /proposals": say("Entered a proposal"),
    "PUT /proposals/{number}": say("Changed a proposal"),
    "POST /proposals/{number}/actions": say("Acted on a proposal"),
    "GET /proposals/{number}": say("Read words of a proposal that were taken down"),
    "POST /proposals/{number}/offers": say("Entered an offer"),
    "POST /offers/{offer_id}/actions": say("Acted on an offer"),
    "POST /discussions/{subject_id}/comments": say("Entered a comment"),
    "POST /comments/{comment_id}/actions": say("Acted on a comment"),
    "POST /comments/{comment_id}/reports": say("Reported a comment"),
    "GET /comments/{comment_id}": say("Read words of a comment that were taken down"),
    "POST /polls": say("Drafted a poll"),
    "PUT /polls/{poll_id}": say("Changed the draft of a poll"),
    "POST /polls/{poll_id}/rehearsals": say("Drafted a rehearsal of a poll"),
    "POST /rehearsals/{poll_id}/codes": say("Fetched test codes for a rehearsal"),
    "POST /polls/{poll_id}/actions": say("Acted on a poll"),
    "POST /dead-letters/{number}/replay": say("Had news applied again that was set aside"),
    "POST /integrators": say("Made an account for an integrator"),
    "POST /integrators/{integrator_id}/keys": say("Gave an integrator a key"),
    "DELETE /integrators/{integrator_id}/keys/{integrator_key_id}": say("Revoked an integrator's key"),
    "POST /webhooks": say("Subscribed to a webhook"),
    "DELETE /webhooks/{subscription_id}": say("Deleted a webhook"),
    "POST /webhooks/{subscription_id}/secret": say("Replaced the secret of a webhook"),
    "POST /webhooks/{subscription_id}/off": say("Turned a webhook off"),
    "POST /webhooks/{subscription_id}/on": say("Turned a webhook on"),
    "POST /webhooks/{subscription_id}/sample": say("Sent a sample to a webhook"),
    "POST /webhooks/{subscription_id}/deliveries/{number}/again": say("Sent an event to a webhook again"),
    "GET /acts/file": say("Fetched the act log as a file"),
}
"""What was done, by method and route."""

DONE, REFUSED = say("Done"), say("Refused")
SOMEBODY = say("An account that is no more")
AT_THE_SERVER = say("Whoever runs the server")
"""Acts by a command have no account."""


def in_words(what: str) -> tuple[Message | str, str]:
    """What the log says was done, in words, and the action as the log has it; empty if the act has none."""
    method, route, action = (*what.split(" ", 2), "", "")[:3]
    return WHAT.get(f"{method} {route}", f"{method} {route}"), action
