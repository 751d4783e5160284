"""Which version of the platform a database is of, whose it is, and which older versions may work with it.

Migrations add, and take nothing away that the version of before uses: then both work side by side, and the older one
can come back. A migration that does take something away (``docs/upgrading.md``) says so in a line of its own::

    works_from = "2027_02_01_addresses_have_lines"

"Code that has this migration, or a later one, does not use what is taken away here." The database remembers the latest
of these, and a version that knows that migration starts on a schema that is newer than itself.
"""

import structlog
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from libs.shared.platform.running.settings import CannotStart

log = structlog.get_logger()

# Alembic's own table, made before Alembic does: its column would hold 32 characters, and a migration is named by a
# date and a sentence. A table that stands already is widened once, which rewrites nothing.
_MAKE = text("""
    create table if not exists alembic_version (
        version_num text not null constraint alembic_version_pkc primary key, service text, works_from text
    )
""")
_LOOK = text("""
    select column_name, data_type from information_schema.columns
    where table_schema = current_schema() and table_name = 'alembic_version'
""")
_WIDEN = text("""
    alter table alembic_version alter column version_num type text,
        add column if not exists service text, add column if not exists works_from text
""")
_READ = text("select version_num, service, works_from from alembic_version")
_NOTE = text("""
    update alembic_version set service = :service, works_from = :works_from
    where (service, works_from) is distinct from (cast(:service as text), cast(:works_from as text))
""")


def prepare(connection: Connection) -> None:
    """Make the table that remembers it, or give it what an earlier version's lacks."""
    connection.execute(_MAKE)
    columns = {row.column_name: row.data_type for row in connection.execute(_LOOK)}
    if columns["version_num"] != "text" or not {"service", "works_from"} <= columns.keys():
        connection.execute(_WIDEN)


def is_of_a_newer_version(connection: Connection, scripts: ScriptDirectory, service: str) -> bool:
    """Whether a newer version has migrated the database, and left this version what it needs.

    Raises:
        CannotStart: if the database is another service's, or this version lacks something in it.
    """
    ours = {script.revision for script in scripts.walk_revisions()}
    for applied, whose, works_from in connection.execute(_READ):
        if whose not in {None, service}:
            raise CannotStart(f"the database belongs to {whose}, and this is {service}: check COMMONPURSE_DATABASE_URL")
        if applied in ours:
            continue
        if works_from not in ours:
            raise CannotStart(
                f"the database is at {applied}, which this version of Commonpurse does not know: start the newer one "
                "that made it, or put the backup of before back; if it is another service's, check "
                "COMMONPURSE_DATABASE_URL"
            )
        log.warning("the database is of a newer version", applied=applied)
        return True
    return False


def note(connection: Connection, scripts: ScriptDirectory, service: str) -> None:
    """Remember whose the database is, and from which migration on code works with it."""
    connection.execute(_NOTE, {"service": service, "works_from": works_from(scripts)})


def works_from(scripts: ScriptDirectory) -> str:
    """The latest migration that one of them says code must have; the first of all if none takes anything away."""
    chain = [script.revision for script in scripts.walk_revisions()][::-1]
    said = (getattr(script.module, "works_from", chain[0]) for script in scripts.walk_revisions())
    return max(said, key=chain.index)
