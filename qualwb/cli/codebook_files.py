"""What the commands on codebooks share: a file read as asked for, and what became of it told."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.codebooks import CodebookAdded
    from qualwb.exchange.codebooks.codebook_formats import CodebookRead, ReadingChoices

FOLDERS = ("as-codes", "as-themes")


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How a file of another program is read: the options become one parameter, ``choices``."""

    @click.option(
        "--path-separator", default="", help=_("What stands between the steps of a path, such as '.'.")
    )
    @click.option(
        "--folders",
        type=BilingualChoice(FOLDERS),
        default=FOLDERS[0],
        help=_("What becomes of folders of a qdc, which are not to be coded."),
    )
    @wraps(command)
    def with_choices(*arguments: Any, path_separator: str, folders: str, **options: Any) -> Any:
        from qualwb.exchange.codebooks.codebook_formats import ReadingChoices

        choices = ReadingChoices(path_separator, folders_as_themes=folders == "as-themes")
        return command(*arguments, choices=choices, **options)

    return with_choices


def read_named(what: str, choices: "ReadingChoices") -> "CodebookRead":
    """The bundled codebook of that name, or the one in a file."""
    from qualwb.acts.bundled import bundled_codebooks
    from qualwb.exchange.codebooks.codebook_formats import codebook_in

    bundled = bundled_codebooks()
    path = Path(what)
    if what in bundled:
        path = bundled[what]
    elif not path.suffix and not path.exists():
        raise QualwbError(
            _("There is no bundled codebook '{name}'.").format(name=what),
            _("There are: {names}.").format(names=", ".join(bundled)),
        )
    return codebook_in(path, choices)


def say_added(session: Session, added: "CodebookAdded") -> None:
    for new, known, one, many in (
        (
            added.new_codes,
            added.known_codes,
            _("{n} new code, {known} known."),
            _("{n} new codes, {known} known."),
        ),
        (
            added.new_themes,
            added.known_themes,
            _("{n} new theme, {known} known."),
            _("{n} new themes, {known} known."),
        ),
    ):
        session.say((one if len(new) == 1 else many).format(n=len(new), known=len(known)))
    if added.filled:
        session.say(
            ngettext("{n} empty field filled.", "{n} empty fields filled.", added.filled).format(
                n=added.filled
            )
        )
    if added.memos:
        session.say(ngettext("{n} memo added.", "{n} memos added.", added.memos).format(n=added.memos))
    for notice in added.notices:
        session.say(notice)


def reconcile(session: Session, read: "CodebookRead", added: "CodebookAdded") -> int:
    """Say what was found and what became of it; the exit status, 1 where something was lost."""
    for told in read.findings.remarks_told():
        session.say(told)
    for why in read.findings.refused:
        session.say(why)
    lost = len(read.findings.refused) + len(added.unread_colours)
    codes = len(added.new_codes) + len(added.known_codes)
    themes = len(added.new_themes) + len(added.known_themes)
    session.say(
        _("Found: {codes}, {themes}. Not taken: {lost}.").format(
            codes=ngettext("{n} code", "{n} codes", codes).format(n=codes),
            themes=ngettext("{n} theme", "{n} themes", themes).format(n=themes),
            lost=lost,
        )
    )
    return 1 if lost else 0
