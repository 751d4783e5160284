"""Where everything is, for a command that works beside the running platform."""

from pathlib import Path

from commonpurse.embedded.roles import with_roles
from commonpurse.embedded.running import address_of_running
from commonpurse.parts import SERVICE_NAMES
from commonpurse.secrets import with_keys_of_parts
from commonpurse.trouble import Trouble
from libs.shared.platform.running.settings import Settings

_HERE = "http://127.0.0.1:8000"


def settings_beside(data: Path | None, url: str | None = None) -> Settings:
    """The settings of the platform that runs on this machine's folder, or that the environment names.

    Raises:
        Trouble: if none runs there.
    """
    settings = Settings()
    if settings.database_url is None:
        folder = data or settings.data_dir
        address = address_of_running(folder / "postgres")
        if address is None:
            raise Trouble(f"no platform runs on {folder}: start it with 'commonpurse up', or name its --data")
        settings = with_keys_of_parts(with_roles(settings.model_copy(update={"data_dir": folder}), address))
        url = url or _HERE
    if url is None:
        return settings
    return settings.model_copy(update={f"{name}_url": url for name in SERVICE_NAMES})
