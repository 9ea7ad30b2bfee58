"""The manual in Swedish and English: the method in ten steps, and pages on a topic."""

import re
from importlib import resources

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

LANGUAGES = ("sv", "en")

TOPICS = ("safety", "privacy", "reliability", "meaning", "exchange", "team")
"""Pages: what is promised; people's protection; agreement; the encoder; other programs; a server."""

SCREENS: tuple[tuple[str, str], ...] = (
    ("Coding", "F2, g c"),
    ("Themes", "F3, g t"),
    ("Codebook", "F4, g k"),
    ("Matrix", "F5, g m"),
    ("Quotes", "F6, g q"),
    ("Participants", "F7, g p"),
    ("Sources", "F8, g s"),
    ("Memos", "F9, g n"),
    ("Journal", "F10, g j"),
    ("Guide", "F11, g h"),
    ("Settings", "F12, g i"),
    ("Checklists", "g l"),
    ("Crosstabs", "g z"),
    ("Report", "g r"),
    ("Compare coders", "ctrl+n, g v"),
    ("Names", "ctrl+a, g a"),
    ("Privacy of this project", "g d"),
    ("Answered suggestions", "ctrl+x, g x"),
    ("Search in all sources", "g f"),
    ("Words", "g w"),
    ("What stands together", "g o"),
    ("Participation", "g b"),
    ("Saturation", "g y"),
    ("Agreement", "g V"),
    ("Find in own words", "ctrl+f, g e"),
    ("Autocoding", "g A"),
    ("Interview guide", "g u"),
)
"""(screen, keys) of the workbench's screens, shown in the guide as a table; the names go through gettext."""

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
    return head + "".join(f"| {_(name)} | {_typed(keys)} |\n" for name, keys in SCREENS) + "\n"


def _typed(keys: str) -> str:
    return ", ".join(f"`{key}`" for key in keys.split(", "))
