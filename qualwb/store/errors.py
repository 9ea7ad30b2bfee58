"""What can be wrong with a project file."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from qualwb.act_words import act_in_words
from qualwb.errors import QualwbError
from qualwb.local_time import when_told
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import shortened


class UnusableProject(QualwbError):
    """The file can't be used as a project: damaged, newer, or no project at all."""

    exit_code = 3


class ProjectLocked(UnusableProject):
    """Another process held the write lock for longer than we wait."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            _("{path}: another program is writing to the project.").format(path=path),
            _("Try again when it is done."),
        )


class ProjectInUse(ProjectLocked):
    """Another process has the file open, though it may write nothing now."""

    def __init__(self, path: Path) -> None:
        UnusableProject.__init__(
            self,
            _("{path}: another program has the project open.").format(path=path),
            _("Close it there, then do it again."),
        )


class NotPermitted(QualwbError):
    """What the login's role in a project on a server does not allow."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _("{project}: your role in this project does not allow this.").format(project=label),
            _("Nothing was stored. 'qualwb team status' says your role; ask one of the project's leads."),
        )


class RestedOn(QualwbError):
    """What was to go is referred to by something that this login may not see."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _("{project}: something that you may not see rests on what was to go.").format(project=label),
            _("Nothing was stored; ask one of the project's leads."),
        )


class NeedsAdministrator(QualwbError):
    """What takes rights over the server's roles that the login does not have; ``sql`` does it."""

    def __init__(self, statements: Iterable[str]) -> None:
        self.sql = " ".join(statements)
        super().__init__(
            _("Your login may not make or grant roles on the server."),
            _("Let its administrator run this, then do it again: {sql}").format(sql=self.sql),
        )


class PassphraseNeeded(UnusableProject):
    """The file is encrypted, as far as one can see, and there is nobody to ask for its passphrase."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path}: is encrypted, or no project.").format(path=path), _("It opens with its passphrase.")
        )


class WrongPassphrase(UnusableProject):
    """The file does not open with the passphrase that was given."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path}: does not open with this passphrase.").format(path=path),
            _("It is another one, or the file is damaged or no project."),
        )


class OnServer(UnusableProject):
    """What was asked for can only be done to a project that is a file."""

    exit_code = 2

    def __init__(self, label: str) -> None:
        super().__init__(
            _("{label}: on a server this can't be done.").format(label=label),
            _("Fetch the project into a file, do it there, and publish that file anew: qualwb help team."),
        )


class NoConnection(UnusableProject):
    """The project lies on a server that can't be reached; what was to be done is not stored."""

    def __init__(self, label: str, why: str = "") -> None:
        """``label``: the project as it is shown; ``why``: what the driver says."""
        super().__init__(
            _("{project}: no connection to the server; nothing was stored.").format(project=label),
            _("Try again when the server is back ({why}).").format(why=why)
            if why
            else _("Try again when the server is back."),
        )


class RefusedConnection(NoConnection):
    """The server is there, but does not take this connection."""

    def __init__(self, label: str, why: str) -> None:
        UnusableProject.__init__(
            self,
            _("{project}: the server refuses the connection ({why}).").format(project=label, why=why),
            _(
                "Look at the database, the login and TLS (sslmode): a database is made with 'createdb NAME', "
                "logins and TLS are the administrator's."
            ),
        )


class WrongLogin(NoConnection):
    """The server wants another password for the login, or one at all."""

    def __init__(self, label: str, why: str) -> None:
        UnusableProject.__init__(
            self,
            _("{project}: the server does not take this login with its password ({why}).").format(
                project=label, why=why
            ),
            _("Write it into ~/.pgpass (or $PGPASSWORD), or ask the administrator for a new one."),
        )


class NoProjectThere(UnusableProject):
    """The database holds no project."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _("{project}: there is no project in this database.").format(project=label),
            _("Make one with 'qualwb team create', or bring one there with 'qualwb team publish'."),
        )


class StoredInDoubt(NoConnection):
    """The connection broke while an act was being stored: it may be stored, or not."""

    def __init__(self, label: str, digest: str) -> None:
        """``digest``: that of the act's change, by which the journal tells whether it holds it."""
        self.digest = digest
        UnusableProject.__init__(
            self,
            _("{project}: the connection broke while this was being stored.").format(project=label),
            _("Whether it was is seen when the server is back: 'qualwb log'."),
        )


class RefusedByServer(UnusableProject):
    """The server does not do what it was asked, for a reason that lies with it."""

    def __init__(self, label: str, why: str) -> None:
        super().__init__(
            _("{label}: the server refused it; nothing was stored ({why}).").format(label=label, why=why),
            _("Try again; if it goes on, ask the server's administrator."),
        )


class NotFound(QualwbError):
    """A name or number that the project does not hold."""


class StateMoved(QualwbError):
    """Rows are not as an act left them, so that its inverse would be written onto another state."""

    def __init__(self, table: str, key: int) -> None:
        super().__init__(
            _("The project is not as this act left it ({table} {key}); nothing was turned.").format(
                table=table, key=key
            ),
            _("Another program changed it: 'qualwb check' tells what does not hold."),
        )


class StateForbidden(QualwbError):
    """The state that an act would be turned to breaks a rule, such as a row that another one refers to."""

    def __init__(self, why: str) -> None:
        super().__init__(
            _("The state before can't be brought back, it does not hold together ({why}).").format(why=why),
            _("Nothing was turned."),
        )


class LaterAct(NamedTuple):
    """An act that was done after another one; of one that a blind round hides, its number alone."""

    number: int
    at: str = ""
    coder: str = ""
    act: str = ""
    summary: str = ""

    def __str__(self) -> str:
        if not self.coder:
            return _("somebody, in a blind round")
        return _("{coder}, {when}: {what}").format(
            coder=self.coder, when=when_told(self.at), what=_in_words(self.act, self.summary)
        )


def _in_words(act: str, summary: str) -> str:
    return shortened(f"{act_in_words(act)} {summary}", LONGEST_SUMMARY)


LONGEST_SUMMARY = 120
"""Characters of a summary within a sentence."""


class BuiltOn(QualwbError):
    """Others, or the coder in another way, worked on since with what an act left."""

    def __init__(self, act: str, summary: str, later: tuple[LaterAct, ...], parts: int) -> None:
        more = len(later) - 1
        told = [
            _("This can't be turned, something was built on it since: {what}.").format(
                what=_in_words(act, summary)
            ),
            f"{later[0]}.",
            ngettext("{n} more act.", "{n} more acts.", more).format(n=more) if more else "",
        ]
        hint = _("The parts that nobody built on can be undone: qualwb undo --parts.") if parts else ""
        super().__init__(" ".join(filter(None, told)), hint)
        self.later = later
        self.parts = parts
        """How many rows could be turned back, each by itself."""


class NothingToUndo(QualwbError):
    """The journal has no act to undo or redo."""

    exit_code = 1


class ErasedChange(NothingToUndo):
    """What an act did was erased, by a purge or a sealing: it can't be turned, nor can the acts before it."""

    def __init__(self, summary: str) -> None:
        super().__init__(
            _("What this act did was erased, so it can't be undone or redone: {what}").format(what=summary),
            _("A backup from before it may hold that state: qualwb restore BACKUP."),
        )


class FinalChange(NothingToUndo):
    """An act that is final, such as a withdrawal: it can't be turned, nor can the acts before it."""

    def __init__(self, summary: str) -> None:
        super().__init__(
            _("This act is final; it and what was done before it can't be undone: {what}").format(
                what=summary
            ),
        )


class SealedChange(NothingToUndo):
    """The project was sealed: nothing that was done before can be turned."""

    def __init__(self) -> None:
        super().__init__(
            _("The project was sealed here: what was done before can't be undone or redone."),
            _("The key file gives the names back: qualwb pseudonymise restore --key FILE."),
        )


class AlteredChange(QualwbError):
    """A change of the journal is not the one that was written, so that nothing may be turned by it."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Act {number} of the journal was altered after it was written; nothing was turned.").format(
                number=number
            ),
            _("Another program changed it: 'qualwb check' tells what does not hold."),
        )
