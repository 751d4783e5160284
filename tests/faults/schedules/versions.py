"""The code of another version: one of before, out of the history, or this one with one migration more."""

import shutil
import subprocess
from pathlib import Path

from alembic.script import ScriptDirectory

from commonpurse.parts import SERVICE_NAMES

_ROOT = Path(__file__).parents[3]
_PACKAGES = ("commonpurse", "gateways", "libs", "services")
_OF_TOMORROW = "2099_01_01_of_tomorrow"
_MIGRATION = '''"""One that adds, and takes nothing away."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    op.create_table("of_tomorrow", sa.Column("number", sa.Integer, primary_key=True))
    op.add_column("journal", sa.Column("of_tomorrow", sa.Boolean, nullable=False, server_default=sa.false()))
'''


def out_of_the_history(ref: str, folder: Path) -> Path:
    """The code of a tag or commit."""
    archived = subprocess.run(["git", "archive", ref], cwd=_ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archived.stdout, check=True)
    folder.chmod(0o755)
    return folder


def of_tomorrow(folder: Path) -> Path:
    """This version, with a migration more in each service, which the version of before does not know."""
    for name in _PACKAGES:
        shutil.copytree(_ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for service in SERVICE_NAMES:
        migrations = folder / "services" / service / "migrations"
        head = ScriptDirectory(str(migrations), version_locations=[str(migrations)]).get_current_head()
        words = _MIGRATION.format(revision=_OF_TOMORROW, before=head)
        (migrations / f"{_OF_TOMORROW}.py").write_text(words)
    folder.chmod(0o755)
    return folder


def can_come_back(code: Path) -> bool:
    """Whether the version starts on the schema of a newer one that only added. The first ones refuse each."""
    return (code / "libs" / "shared" / "platform" / "storage" / "schema_versions.py").exists()
