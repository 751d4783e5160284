"""What PostgreSQL's refusals and silences mean for whoever runs the platform, and what to change."""

import ssl

import asyncpg

from libs.shared.platform.running.retrying import state_of

_ADDRESS = "COMMONPURSE_DATABASE_URL"
# What to do about a state of PostgreSQL's, by its first letters.
_ADVICE = {
    "53300": "raise its max_connections, or lower COMMONPURSE_POOL_SIZE: each process takes twice that at most",
    "28": f"check the user and the password in {_ADDRESS}, and pg_hba.conf",
    "42501": f"give the user of {_ADDRESS} this right, best by owning its database",
    "3D000": f"make the database, or let the user of {_ADDRESS} make databases",
    "57P03": "it starts, ends or is a standby that takes no readers",
}


def in_words(error: BaseException) -> str | None:
    """One line for the operator; nothing if it is not known what the failure means."""
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = error.verify_message
        return f"the certificate of PostgreSQL is not believed ({reason}): renew it, or set sslrootcert in {_ADDRESS}"
    if isinstance(error, ssl.SSLError):
        return f"no TLS with PostgreSQL ({error.reason}): check sslmode, sslrootcert, sslcert in {_ADDRESS}"
    if type(error) is ConnectionError:  # the driver's own
        return f"{error}: set sslmode=disable in {_ADDRESS}, or ssl=on in PostgreSQL"
    said = getattr(error, "orig", None) or error
    if isinstance(said, asyncpg.PostgresError) or state_of(error):
        state = state_of(error)
        advice = next((words for begins, words in _ADVICE.items() if state.startswith(begins)), None)
        first_line = str(said).partition("\n")[0]
        return f"PostgreSQL refuses: {first_line}" + (f": {advice}" if advice else "")
    return f"cannot reach what is needed: {error}" if isinstance(error, (OSError, TimeoutError)) else None
