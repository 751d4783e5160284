"""How often what may be tried. Nobody pays for the failures of others: there is no limit for a poll or a name."""

from limits import RateLimitItemPerMinute

PERMITS_OF_A_PERSON = RateLimitItemPerMinute(20, 10, namespace="permits-of-a-person")
# An address may be a whole mobile network, or a proxy in front of the town.
WRONG_CODES_OF_A_CLIENT = RateLimitItemPerMinute(300, 10, namespace="wrong-codes-of-a-client")
WRONG_PASSWORDS_OF_A_CLIENT = RateLimitItemPerMinute(10, 15, namespace="wrong-passwords-of-a-client")
# A key is long enough for any number of guesses; what comes with them is work.
WRONG_KEYS_OF_A_CLIENT = RateLimitItemPerMinute(20, 15, namespace="wrong-keys-of-a-client")
# Of a million codes three are right at a time. Only whoever has the password comes so far as to try one.
WRONG_SECOND_FACTORS_OF_AN_ACCOUNT = RateLimitItemPerMinute(20, 60, namespace="wrong-second-factors")
# Beyond these an account's wrong passwords are only lines in the process's log, which is bounded.
WRONG_PASSWORDS_IN_THE_LOG = RateLimitItemPerMinute(20, 15, namespace="wrong-passwords-in-the-log")
