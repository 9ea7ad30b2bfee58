"""Schema versions: new projects are built by the migrations, older ones are brought up to date by them."""

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from qualwb.store.engines.migrating import migrating, schema_of

if TYPE_CHECKING:
    from alembic.config import Config

SCHEMA_REVISION = "0007"
"""The newest revision in ``migrations``; a test holds the two together."""


def migrations_folder() -> Path:
    """The folder of migrations: in the installed package, else at the top of the checkout."""
    packaged = Path(str(resources.files("qualwb"))) / "migrations"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "migrations"


def config(folder: Path | None = None) -> "Config":
    """Alembic's configuration, made in code."""
    from alembic.config import Config

    result = Config()
    result.set_main_option("script_location", str(folder or migrations_folder()).replace("%", "%%"))
    return result


def known_revisions(folder: Path | None = None) -> set[str]:
    """Every revision that this version of qualwb can bring up to date."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(config(folder)).walk_revisions()}


def upgrade(engine: Engine, folder: Path | None = None, to: str = "head") -> None:
    """Run the pending migrations, up to the revision ``to``; what fails leaves the project as it was.

    Raises ``RuntimeError`` when they broke a foreign key, and what the driver raises.
    """
    with engine.connect().execution_options(writing=True) as connection, migrating(connection):
        _run(connection, folder, to)


def migrate_within(connection: Connection) -> None:
    """Make the tables of a project on a server, or migrate them, in the transaction that is open.

    Raises what the driver raises; then nothing may be kept of the transaction.
    """
    from qualwb.store.engines.postgresql.migrating import migrating_within

    with migrating_within(connection):
        _run(connection, None, "head")


def _run(connection: Connection, folder: Path | None, to: str) -> None:
    from alembic import command

    settings = config(folder)
    settings.attributes["connection"] = connection
    settings.attributes["schema"] = schema_of(connection)
    command.upgrade(settings, to)
