"""Swedish and English texts on screen, by locale, through gettext.

Source strings are English; ``qualwb/locale/sv`` holds the Swedish catalog. The language is
``$QUALWB_LANG``, else the usual gettext variables (``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES``, ``LANG``).
"""

import gettext as _gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import isfinite
from pathlib import Path

EXACT = 9
"""Decimals to which a number is taken for exact before it is rounded."""
LOCALE_FOLDER = Path(__file__).parent / "locale"


@lru_cache(maxsize=4)
def _catalog(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("qualwb", LOCALE_FOLDER, languages=[language], fallback=True)


_kept: ContextVar[str] = ContextVar("language", default="")


@contextmanager
def one_language() -> Iterator[None]:
    """Within it the environment is read once: for work that asks for many texts in a short time."""
    token = _kept.set(language())
    try:
        yield
    finally:
        _kept.reset(token)


def language() -> str:
    """The language in use, as two letters: 'sv' or 'en'."""
    return _kept.get() or _from_environment()


def named_by_variable() -> str:
    """What ``$QUALWB_LANG`` says, which holds before the user's setting; '' where it says nothing."""
    return os.environ.get("QUALWB_LANG", "")


def _from_environment() -> str:
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
    """A number with the decimal sign of the language in use, a half rounded up as spreadsheets do."""
    if isfinite(value):
        exact = Decimal(repr(round(value, EXACT)))  # 100 * 0.285 is 28.499999999999996
        rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        text = f"{rounded if rounded else abs(rounded):f}"  # no zero with a minus
    else:
        text = str(value)
    return text.replace(".", ",") if language() == "sv" else text
