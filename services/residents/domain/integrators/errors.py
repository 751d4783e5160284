"""The rules of integrators' accounts that can be broken."""

from datetime import datetime

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


class IntegratorKeyWasReplaced(DomainError):
    """The key has another one in its place already."""

    code = "integrator-key-was-replaced"

    def __init__(self, ends_at: datetime) -> None:
        super().__init__(
            f"This key has another one in its place already, and ends at {ends_at:%Y-%m-%d %H:%M} UTC. Use the new one;"
            " if it is lost, ask the council. Nothing was changed."
        )
        self.ends_at = ends_at


class IntegratorKeyIsNotKnown(DomainError):
    """The account has no such key."""

    code = "integrator-key-is-not-known"

    def __init__(self) -> None:
        super().__init__("This integrator has no such key. Nothing was changed.")
