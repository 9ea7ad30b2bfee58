"""The manual in Swedish and English: the method in ten steps, and pages on a topic."""

import re
from importlib import resources

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

LANGUAGES = ("sv", "en")

TOPICS = ("safety", "privacy", "reliability", "meaning", "exchange", "team")
"""Pages: what is promised; people's protection; agreement; the encoder; other programs; a server."""

SCREENS: tuple[tuple[str, str], ...] = (
    ("Coding", "F2"),
    ("Themes", "F3"),
    ("Codebook", "F4"),
    ("Matrix", "F5"),
    ("Quotes", "F6"),
    ("Participants", "F7"),
    ("Sources", "F8"),
    ("Memos", "F9"),
    ("Journal", "F10"),
    ("Guide", "F11"),
    ("Settings", "F12"),
    ("Checklists", "g l"),
)
"""(screen, key) of the workbench's screens, shown in the guide as a table; the names go through gettext."""

_MARK = "<!-- screens -->\n"
_STEP = re.compile(r"^## (\d+)\. ", re.MULTILINE)


def guide_text(language: str) -> str:
    """The whole guide as markdown, in 'sv' or 'en'."""
    text = resources.files(__package__).joinpath(f"{language}.md").read_text("utf-8")
    return text.replace(_MARK + "\n", _screens())


def topic_text(topic: str, language: str) -> str:
    """The page on one of ``TOPICS`` as markdown, in 'sv' or 'en'."""
    return resources.files(__package__).joinpath(f"{topic}.{language}.md").read_text("utf-8")


def guide_step(language: str, number: int) -> str:
    """One step of the guide as markdown. Raises ``QualwbError`` when there is no such step."""
    text = guide_text(language)
    starts = {int(match[1]): match.start() for match in _STEP.finditer(text)}
    if number not in starts:
        raise QualwbError(
            _("There is no step {number}.").format(number=number),
            _("Steps run from 1 to {last}.").format(last=max(starts)),
        )
    end = text.find("\n## ", starts[number])
    return text[starts[number] : end + 1 if end >= 0 else len(text)].rstrip() + "\n"


def _screens() -> str:
    if not SCREENS:
        return ""
    head = f"| {_('Screen')} | {_('Key')} |\n| --- | --- |\n"
    return head + "".join(f"| {_(name)} | `{key}` |\n" for name, key in SCREENS) + "\n"
