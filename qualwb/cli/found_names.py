"""The names of a project for a command: found with a bar on the terminal, and chosen by name."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qualwb.cli.context import Session
from qualwb.cli.terminal import progress_bar
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.pseudonyms.entity import Entity


def found_names(session: Session, *, tags: bool = False, whole: bool = False) -> "tuple[Entity, ...]":
    """All names, as far as the coder may see where they stand; with ``whole``, wherever they stand.

    A terminal is told how far the reading has come.
    """
    from qualwb.acts.pseudonyms.found import STYLES, find

    reading = session.project.reading_whole if whole else session.project.reading
    with progress_bar(_("Reading"), quiet=session.quiet) as tell, reading() as connection:
        return find(connection, tell, style=STYLES[tags])


def names_meant(entities: "Sequence[Entity]", names: Iterable[str], kind: str | None) -> "list[Entity]":
    """The names that are called so; see ``entity_named``."""
    from qualwb.acts.pseudonyms.choosing import entity_named

    return [entity_named(entities, name, kind or "") for name in names]
