"""The screens of the workbench by name, and the module that each is made in: imported when first shown."""

from importlib import import_module

from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.screens.base import ProjectScreen

NAMES = tuple(row.name for row in SCREENS)

MODULES = {
    "agreement": "agreement.screen",
    "autocode": "autocode.screen",
    "code": "code.screen",
    "codebook": "codebook.screen",
    "compare": "compare.screen",
    "cooccurrence": "cooccurrence.screen",
    "guide": "manual",
    "like": "like.screen",
    "matrix": "matrix.screen",
    "names": "pseudonyms.screen",
    "participation": "participation.screen",
    "privacy": "privacy.screen",
    "quotes": "quotes.screen",
    "report": "report.screen",
    "saturation": "saturation.screen",
    "search": "search.screen",
    "sources": "sources.screen",
    "themes": "themes.screen",
    "words": "words.screen",
}
"""Modules of the screens that have another name than the screen."""


def make_screen(name: str) -> ProjectScreen:
    """A screen by name, from its module's ``make``; imported when first shown."""
    made: ProjectScreen = import_module(f"qualwb.workbench.screens.{MODULES.get(name, name)}").make()
    return made
