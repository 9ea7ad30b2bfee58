"""What texts mean, for commands that use it: read first where it isn't known, which a terminal is told."""

from collections.abc import Iterable, Mapping, Sequence
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
    session: Session,
    texts_by_source: Mapping[str, Sequence[str]],
    *,
    asked: Sequence[str] = (),
    without: bool = False,
) -> "ProjectMeanings | None":
    """What these texts mean, and those ``asked`` of no source, found out first where it is not known.

    None without an encoder, or with one that fails, which is said with the reason; and where the user wants
    to do ``without``.
    """
    if without:
        return None
    from qualwb.acts.encoders import EncoderError
    from qualwb.suggest.project_meanings import meanings_of, why_none

    try:
        meanings = meanings_of(session.project)
        if meanings is not None:
            with progress_bar(_("Reading what texts mean"), quiet=session.quiet) as tell:
                meanings.fill(texts_by_source, progress=tell)
            meanings.now(asked)
            return meanings
        why = why_none() or _("no encoder of meaning is in use.")
    except EncoderError as error:
        why = str(error)
    session.say(_("By words alone: {why}").format(why=why))
    return None


def meanings_of_codings(
    session: Session,
    *,
    with_rules: bool = False,
    also: Iterable[tuple[str, str]] = (),
    without: bool = False,
) -> "ProjectMeanings | None":
    """As ``meanings_of_texts``, of the coded passages, the names of codes and other texts.

    ``also`` are other texts, each after the name of its source; ``with_rules``: the rules of codes too.
    """
    if without:
        return None
    from qualwb.suggest.project_evidence import read_evidence
    from qualwb.suggest.texts_to_read import texts_of_codings

    with session.project.reading() as connection:
        wanted = texts_of_codings(read_evidence(connection), with_rules=with_rules)
    for source, text in also:
        wanted.setdefault(source, []).append(text)
    return meanings_of_texts(session, wanted, without=without)
