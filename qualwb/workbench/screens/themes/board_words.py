"""The board of themes in words."""

from qualwb.analysis.claims import NOT_BORNE_OUT
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.screens.themes.board import Board


def counts_in_words(board: Board) -> list[str]:
    """How many themes and codes there are, how many codes stand alone, how many claims do not hold."""
    themes, codes = len(board.themes), len(board.codes)
    above = {row.parent for row in board.themes.values()}
    mains = sum(row.parent is None and row.name in above for row in board.themes.values())
    told = ngettext("{n} theme", "{n} themes", themes).format(n=themes)
    if mains:
        of_them = ngettext("{n} main theme", "{n} main themes", mains).format(n=mains)
        told = f"{told} ({of_them})"
    parts = [
        told,
        ngettext("{n} code", "{n} codes", codes).format(n=codes),
    ]
    if loose := sum(not row.themes for row in board.codes.values()):
        parts.append(_("{n} without a theme").format(n=loose))
    if doubtful := sum(row.is_overclaimed for row in board.themes.values()):
        said = ngettext("{sign} {n} claim not borne out", "{sign} {n} claims not borne out", doubtful)
        parts.append(said.format(sign=NOT_BORNE_OUT, n=doubtful))
    return parts
