"""No tracing by the framework: its spans and logs would carry addresses, and what stands in them and in bodies."""

from fastapi.telemetry import TelemetryConfig

UNTRACED: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""For ``FastAPI(telemetry=…)``, which traces by itself as soon as somebody sets a provider. Ours counts by route."""
