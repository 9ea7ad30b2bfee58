"""Commands that compare texts by meaning too, where there is an encoder."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session
from qualwb.cli.terminal import progress_bar
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.suggest.project_meanings import ProjectMeanings

WITHOUT_MEANING = click.option(
    "--without-meaning", is_flag=True, help=_("By words alone, also where meanings could be compared.")
)


def meanings_of_texts(
    session: Session, texts_by_source: Mapping[str, Sequence[str]], *, without: bool
) -> "ProjectMeanings | None":
    """What these texts mean, found out first where it is not known; None, which is said, for words alone."""
    if without:
        return None
    from qualwb.suggest.project_meanings import meanings_of

    meanings = meanings_of(session.project)
    if meanings is None:
        session.say(_("By words alone: no encoder of meaning is in use."))
        return None
    with progress_bar(_("Reading what texts mean"), quiet=session.quiet) as tell:
        meanings.fill(texts_by_source, progress=tell)
    return meanings
