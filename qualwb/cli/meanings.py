"""What texts mean, for commands that use it: read first where it isn't known, which a terminal is told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session
from qualwb.cli.terminal import progress_bar
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.suggest.evidence import Evidence
    from qualwb.suggest.project_meanings import ProjectMeanings


WITHOUT_MEANING = click.option(
    "--without-meaning", is_flag=True, help=_("Compare by words alone, whatever encoder is there.")
)


def meanings_of_texts(
    session: Session, texts_by_source: Mapping[str, Sequence[str]], *, without: bool
) -> "ProjectMeanings | None":
    """What these texts mean; None for words alone, which is said where there is no encoder."""
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


def meanings_of_codings(
    session: Session, *, with_rules: bool = False, also: Iterable[tuple[str, str]] = ()
) -> "ProjectMeanings | None":
    """What the coded passages, the names of codes and other texts mean; None without an encoder.

    ``also`` are other texts, each after the name of its source; ``with_rules``: the rules of codes too.
    """
    from qualwb.suggest.project_evidence import read_evidence
    from qualwb.suggest.project_meanings import meanings_of

    meanings = meanings_of(session.project)
    if meanings is None:
        return None
    with session.project.reading() as connection:
        wanted = _by_source(read_evidence(connection), with_rules)
    for source, text in also:
        wanted.setdefault(source, []).append(text)
    with progress_bar(_("Reading what texts mean"), quiet=session.quiet) as tell:
        meanings.fill(wanted, progress=tell)
    return meanings


def _by_source(evidence: "Evidence", with_rules: bool) -> dict[str, list[str]]:
    from qualwb.suggest.project_meanings import NAMES

    rules = [entry.rule for entry in evidence.codes if with_rules]
    wanted = {NAMES: [*(entry.name for entry in evidence.codes), *rules]}
    for passage in evidence.passages:
        wanted.setdefault(passage.place.source, []).append(passage.text)
    return wanted
