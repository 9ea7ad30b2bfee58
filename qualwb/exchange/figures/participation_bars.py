"""Shares of the talk as bars, group by group; people are numbered, not named."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualwb.analysis.who_counts import is_left_out, role_name
from qualwb.exchange.figures.picture import Ink, Label, Picture, Rectangle, Shape, Stroke
from qualwb.exchange.numbers import percent
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.participation import Participation, Voice

WIDTH = 560
LABELS = 150
VALUES = 60
BAR, GAP, HEAD = 16, 5, 26


def participation_bars(groups: Sequence["Participation"]) -> Picture:
    """Each person's share of all words, the greatest first; moderators and observers in another colour."""
    shapes: list[Shape] = []
    said: list[str] = []
    y = 0.0
    longest = max((voice.share or 0 for group in groups for voice in group.voices), default=0) or 1
    for group in groups:
        shapes.append(Label(0, y + 15, group.name, 12, bold=True))
        y += HEAD
        first = y
        named = numbered(group)
        for name, voice in named:
            width = (WIDTH - LABELS - VALUES) * (voice.share or 0) / longest
            ink = Ink.SECOND if is_left_out(voice.role) else Ink.ACCENT
            shapes.append(Label(LABELS - 8, y + 12, name, anchor="end"))
            shapes.append(
                Rectangle(LABELS, y, max(width, 0.5), BAR, ink, hint=f"{name}: {percent(voice.share, 1)}")
            )
            shapes.append(Label(LABELS + width + 6, y + 12, percent(voice.share), ink=Ink.SOFT))
            y += BAR + GAP
        shapes.append(Stroke(((LABELS, first - 2), (LABELS, y)), Ink.INK, 0.75))
        said.append(f"{group.name}: " + ", ".join(f"{name} {percent(voice.share)}" for name, voice in named))
        y += GAP * 2
    return Picture(
        title=_("Shares of the words in each group"),
        description=". ".join(said) + ".",
        width=WIDTH,
        height=max(y, 1),
        shapes=tuple(shapes),
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
