"""Errors that a user can meet: one line that says what is wrong, where, and what to do."""

from qualwb.localization import gettext as _


class QualwbError(Exception):
    """Something the user can understand and mend.

    ``message`` says what is wrong and where; ``hint`` says what to do. The command
    line prints both on one line and ends with ``exit_code``; the workbench shows
    them in a dialog.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class MissingExtra(QualwbError):
    """A file or command needs a library that comes with an optional extra."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            _("{what} needs the extra '{extra}'.").format(what=what, extra=extra),
            _("Install it: pip install 'qualwb[{extra}]'.").format(extra=extra),
        )
