"""Shares of the talk as bars, group by group; people are numbered, not named."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualwb.analysis.who_counts import LEFT_OUT_ROLES, is_left_out, role_name
from qualwb.exchange.figures.legend import Entry, legend
from qualwb.exchange.figures.picture import PAGE, Ink, Label, Picture, Rectangle, Shape, Stroke
from qualwb.exchange.numbers import percent
from qualwb.exchange.text_width import shortened
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.participation import Participation, Voice

WIDTH = PAGE
EDGE = 2
LABELS = 150
VALUES = 60
BAR, GAP, HEAD = 16, 5, 26
PALE = 0.35
"""How strong the bars of those are who lead the talk: told from the others without colour too."""


def participation_bars(groups: Sequence["Participation"]) -> Picture:
    """Each person's share of all words, the greatest first; moderators and observers in pale bars."""
    shapes: list[Shape] = []
    said: list[str] = []
    y = 0.0
    longest = max((voice.share or 0 for group in groups for voice in group.voices), default=0) or 1
    for group in groups:
        shapes.append(Label(EDGE, y + 15, shortened(group.name, WIDTH - EDGE, 12, bold=True), 12, bold=True))
        y += HEAD
        first = y
        named = numbered(group)
        for name, voice in named:
            width = max((WIDTH - LABELS - VALUES) * (voice.share or 0) / longest, 0.5)
            label = shortened(name, LABELS - 8)
            shapes.append(Label(LABELS - 8, y + 12, label, anchor="end", hint=name))
            hint = f"{name}: {percent(voice.share, 1)}"
            shapes += _bar(LABELS, y, width, BAR, hint, pale=is_left_out(voice.role))
            shapes.append(Label(LABELS + width + 6, y + 12, percent(voice.share), ink=Ink.SOFT))
            y += BAR + GAP
        shapes.append(Stroke(((LABELS, first - 2), (LABELS, y)), Ink.INK, 0.75))
        said.append(f"{group.name}: " + ", ".join(f"{name} {percent(voice.share)}" for name, voice in named))
        y += GAP * 2
    shapes.append(Label(LABELS, y + 8, _("share of the words of the group"), ink=Ink.SOFT))
    signs, end = legend(_entries(groups), EDGE, y + 14, WIDTH)
    return Picture(
        title=_("Shares of the words in each group"),
        description=". ".join(said) + ".",
        width=WIDTH,
        height=end + 4,
        shapes=(*shapes, *signs),
    )


def numbered(group: "Participation") -> list[tuple[str, "Voice"]]:
    """The voices who said something, most words first, as 'participant 1', 'moderator' ..."""
    voices = sorted((voice for voice in group.voices if voice.words), key=lambda voice: -(voice.words or 0))
    alone = {role: sum(voice.role == role for voice in voices) == 1 for role in {v.role for v in voices}}
    counted: dict[str, int] = {}
    named = []
    for voice in voices:
        role = voice.role
        counted[role] = counted.get(role, 0) + 1
        word = role_name(role) if role else _("several or unknown")
        named.append((word if alone[role] else f"{word} {counted[role]}", voice))
    return named


def _bar(x: float, y: float, width: float, height: float, hint: str, *, pale: bool) -> list[Shape]:
    if not pale:
        return [Rectangle(x, y, width, height, Ink.ACCENT, hint=hint)]
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return [Rectangle(x, y, width, height, Ink.SECOND, PALE, hint), Stroke(corners, Ink.SECOND, 0.75)]


def _entries(groups: Sequence["Participation"]) -> list[Entry]:
    """What full and pale bars stand for; nothing where all are the same."""
    roles = {voice.role for group in groups for voice in group.voices if voice.words}
    leading = [role_name(role) for role in LEFT_OUT_ROLES if role in roles]
    if not leading:
        return []
    return [
        Entry(lambda x, y: _bar(x, y - 6, 20, 12, "", pale=False), _("those who take part")),
        Entry(lambda x, y: _bar(x, y - 6, 20, 12, "", pale=True), ", ".join(leading)),
    ]
