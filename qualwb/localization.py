"""Swedish and English texts on screen, by locale, through gettext.

Source strings are English; ``qualwb/locale/sv`` holds the Swedish catalog. The language is
``$QUALWB_LANG``, else the usual gettext variables (``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES``, ``LANG``).
"""

import gettext as _gettext
import os
from functools import lru_cache
from pathlib import Path

LOCALE_FOLDER = Path(__file__).parent / "locale"


@lru_cache(maxsize=4)
def _catalog(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("qualwb", LOCALE_FOLDER, languages=[language], fallback=True)


def language() -> str:
    """The language in use, as two letters: 'sv' or 'en'."""
    for variable in ("QUALWB_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "sv" if value.lower().startswith("sv") else "en"
    return "en"


def gettext(message: str) -> str:
    """The message in the language in use."""
    return _catalog(language()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of the message that ``n`` asks for, in the language in use."""
    return _catalog(language()).ngettext(singular, plural, n)


def decimal(value: float, digits: int = 2) -> str:
    """A number with the decimal sign of the language in use."""
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if language() == "sv" else text
