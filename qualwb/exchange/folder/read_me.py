"""What the folder says of itself, for who opens it."""

from importlib import resources

from qualwb.exchange.folder.escaping import escape
from qualwb.localization import gettext as _
from qualwb.localization import language
from qualwb.safe_text import one_line

_LANGUAGES = ("sv", "en")


def read_me(name: str) -> str:
    """The README of a project's folder as Markdown, in the language in use."""
    known = language() if language() in _LANGUAGES else "en"
    text = resources.files(__package__).joinpath(f"read_me.{known}.md").read_text("utf-8")
    return text.replace("{name}", escape(one_line(name)) or _("Unnamed"), 1)
