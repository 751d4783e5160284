"""Whoever measures the services of the tests, and reads how they describe themselves."""

from pydantic import SecretStr

_TOKEN = "the tests' Prometheus shows this"
INSPECTION_TOKEN = SecretStr(_TOKEN)
AS_INSPECTOR = {"Authorization": f"Bearer {_TOKEN}"}
