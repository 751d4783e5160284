"""The rules of integrators' accounts that can be broken."""

from libs.shared.kernel.errors import DomainError


class IntegratorIsNotKnown(DomainError):
    """There is no such integrator's account."""

    code = "integrator-is-not-known"

    def __init__(self) -> None:
        super().__init__("There is no such integrator. Nothing was changed.")


class IntegratorNameIsTaken(DomainError):
    """Another integrator is called so."""

    code = "integrator-name-is-taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is an integrator called {name} already. Nothing was made; choose another name.")
        self.name = name


class IntegratorKeyIsNotKnown(DomainError):
    """The account has no such key."""

    code = "integrator-key-is-not-known"

    def __init__(self) -> None:
        super().__init__("This integrator has no such key. Nothing was changed.")
