"""How each broken rule of residents is said over HTTP."""

from libs.shared.kernel.version import ItHasChanged
from libs.shared.platform.api.problems import Problem, Problems
from services.residents.domain.errors import (
    AreaHasNoVote,
    ChannelIsNotOffered,
    CodeIsNotKnown,
    LastAdministratorMustStay,
    OldPasswordIsWrong,
    PersonIsNotOnTheRoll,
    PollIsNotKnown,
    PollIsNotOpen,
    PollKeyIsMissing,
    RollHasErrors,
    RollIsTooLarge,
    RoundIsNotKnown,
    SeveralPollsAreOpen,
    SignInFailed,
    StaffIsNotKnown,
    StaffNameIsTaken,
    TooManyTestCodes,
)
from services.residents.domain.integrators.errors import (
    IntegratorIsNotKnown,
    IntegratorKeyIsNotKnown,
    IntegratorKeyWasReplaced,
    IntegratorNameIsTaken,
)
from services.residents.domain.passkey import PasskeyIsNotKnown, PasskeyIsWrong, PasskeysNeedAnAddress
from services.residents.domain.password import PasswordIsTooWeak
from services.residents.domain.roll_errors import (
    CodeWasUsed,
    NobodyLeavesAnOpenPoll,
    RollChangeIsNotConfirmed,
    RollHasChanged,
    RollImportIsNotKnown,
    SeveralPeopleAreMeant,
)
from services.residents.domain.second_factor import (
    SecondFactorIsMissing,
    SecondFactorIsNeeded,
    SecondFactorIsThere,
    SecondFactorIsWrong,
    SecondFactorIsYourOwn,
)

PROBLEMS: Problems = {
    ItHasChanged: Problem(412, "It has changed since you saw it"),
    RollHasErrors: Problem(422, "The roll has errors"),
    RollChangeIsNotConfirmed: Problem(409, "The change of the roll is not confirmed"),
    RollHasChanged: Problem(409, "The roll has changed"),
    RollImportIsNotKnown: Problem(404, "The file does not wait any more"),
    NobodyLeavesAnOpenPoll: Problem(409, "Nobody leaves the roll while a poll is open"),
    CodeWasUsed: Problem(409, "The code was used"),
    SeveralPeopleAreMeant: Problem(409, "Several people are meant"),
    RollIsTooLarge: Problem(413, "The roll is too large"),
    RoundIsNotKnown: Problem(404, "There is no such round"),
    PersonIsNotOnTheRoll: Problem(404, "The person is not on the roll"),
    CodeIsNotKnown: Problem(404, "The code is not known"),
    PollIsNotKnown: Problem(404, "There is no such poll"),
    PollIsNotOpen: Problem(409, "The poll is not open"),
    PollKeyIsMissing: Problem(503, "The key of the poll is missing"),
    TooManyTestCodes: Problem(409, "There are too many test codes"),
    SeveralPollsAreOpen: Problem(409, "Several polls are open"),
    ChannelIsNotOffered: Problem(403, "The poll does not take this channel"),
    AreaHasNoVote: Problem(403, "The area has no vote in this poll"),
    OldPasswordIsWrong: Problem(422, "The old password is wrong"),
    PasswordIsTooWeak: Problem(422, "The password is too weak"),
    SecondFactorIsNeeded: Problem(401, "A second factor is needed"),
    SecondFactorIsWrong: Problem(401, "The second factor is wrong"),
    SecondFactorIsThere: Problem(409, "There is a second factor already"),
    SecondFactorIsMissing: Problem(409, "There is no second factor"),
    PasskeyIsWrong: Problem(401, "The passkey is wrong"),
    PasskeyIsNotKnown: Problem(404, "There is no such passkey"),
    PasskeysNeedAnAddress: Problem(409, "Passkeys need an address"),
    SecondFactorIsYourOwn: Problem(403, "The second factor is your own"),
    SignInFailed: Problem(401, "Signing in failed"),
    StaffNameIsTaken: Problem(409, "The name is taken"),
    StaffIsNotKnown: Problem(404, "There is no such member of staff"),
    IntegratorIsNotKnown: Problem(404, "There is no such integrator"),
    IntegratorKeyIsNotKnown: Problem(404, "There is no such key"),
    IntegratorKeyWasReplaced: Problem(409, "The key was replaced"),
    IntegratorNameIsTaken: Problem(409, "The name is taken"),
    LastAdministratorMustStay: Problem(409, "The last administrator must stay"),
}
