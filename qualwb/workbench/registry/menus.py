"""The menus that the right mouse button opens: rows of the registry, for what was clicked."""

from qualwb.workbench.registry.action import Action
from qualwb.workbench.registry.actions import CODE
from qualwb.workbench.registry.pane_actions import CODES_PANE

_ON_PASSAGE = (
    "code.code",
    "code.repeat",
    "code.in_vivo",
    "code.uncode",
    "code.cite",
    "code.memo",
    "code.like",
    "code.correct",
    "code.speaker",
    "code.split_turn",
    "code.question",
)
_NOT_OF_A_CODE = ("codes.filter", "codes.back")

PASSAGE: tuple[Action, ...] = tuple(row for name in _ON_PASSAGE for row in CODE if row.id == name)
CODE_IN_PANE: tuple[Action, ...] = tuple(row for row in CODES_PANE if row.id not in _NOT_OF_A_CODE)
