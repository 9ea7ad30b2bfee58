"""Who speaks how much and after whom, as rows for the screen."""

from collections.abc import Sequence

from qualwb.analysis.participation import Following, Participation, Voice
from qualwb.analysis.who_counts import role_name
from qualwb.exchange.numbers import UNDEFINED, bar, number, percent
from qualwb.localization import gettext as _
from qualwb.workbench.widgets.listing import ListColumn, Row
from qualwb.workbench.widgets.matrix_grid import SHADES, GridRow, GridShape

BAR = 10
"""Cells of a bar for all of the talk."""
TWICE = 2.0
"""As many times what is expected, or more, are shaded darkest."""

FOLLOWINGS = GridShape(width=10)
"""The matrix of who follows whom: '12 (10.4)' in each cell."""


def voice_columns(counted: str) -> tuple[ListColumn, ...]:
    """The columns of the list of voices; bars are of what is 'words' or 'turns'."""
    head = _("Words, share") if counted == "words" else _("Turns, share")
    return (
        ListColumn(_("Group"), 6, 20),
        ListColumn(_("Speaker"), 6, 24),
        ListColumn(_("Role"), 6, 12, rank=3),
        ListColumn(_("Turns"), 5, 8, right=True),
        ListColumn(_("Words"), 5, 8, right=True),
        ListColumn(_("Words a turn"), 6, 12, rank=4, right=True),
        ListColumn(_("Of participants"), 6, 15, rank=2, right=True),
        ListColumn(head, BAR + 7, BAR + 7, rank=1),
    )


def voice_rows(talk: Sequence[Participation], counted: str) -> list[Row]:
    """A row for each group, and below it one for each voice; a row's key is (group, place of the voice)."""
    rows = []
    for group in talk:
        rows.append(Row((group.name, None), _cells(group.name, _("all"), group, counted), "muted"))
        rows += [
            Row((group.name, place), _voice_cells(group, voice, counted))
            for place, voice in enumerate(group.voices)
        ]
    return rows


def _cells(name: str, who: str, group: Participation, counted: str) -> tuple[str, ...]:
    whole = group.turns if counted == "turns" else group.words
    return (
        *(name, who, "", _whole(group.turns), _whole(group.words)),
        number(group.words / group.turns if group.words is not None and group.turns else None),
        "",
        _whole_bar(group) if whole else "",
    )


def _whole_bar(group: Participation) -> str:
    """A full bar; where too many turns name nobody for shares, how many they are."""
    if group.unnamed_turns and group.moderator_words is None:
        return _("{n} unnamed").format(n=group.unnamed_turns)
    return f"{percent(1.0):>6} {bar(1.0, BAR)}"


def _voice_cells(group: Participation, voice: Voice, counted: str) -> tuple[str, ...]:
    share = voice.share if counted == "words" else _share_of_turns(group, voice)
    return (
        *("", voice.name, role_name(voice.role) or UNDEFINED, _whole(voice.turns), _whole(voice.words)),
        number(voice.mean_words),
        percent(voice.share_of_participants),
        f"{percent(share):>6} {bar(share, BAR)}",
    )


def _share_of_turns(group: Participation, voice: Voice) -> float | None:
    """Undefined where shares of words are, for the same reason."""
    return (
        voice.turns / group.turns if voice.share is not None and voice.turns and group.turns else voice.share
    )


def _whole(value: int | None) -> str:
    return UNDEFINED if value is None else str(value)


def following_heads(group: Participation) -> tuple[str, ...]:
    """Who speaks after somebody, in the order of the voices."""
    after = {found.follower for found in group.followings}
    return tuple(voice.name for voice in group.voices if voice.name in after)


def following_rows(group: Participation) -> list[GridRow]:
    """Who speaks after whom: observed and, in brackets, expected; the darker, the oftener than expected."""
    heads = following_heads(group)
    found = {(one.speaker, one.follower): one for one in group.followings}
    before = {one.speaker for one in group.followings}
    return [
        GridRow(
            voice.name,
            0,
            tuple("╲" if voice.name == head else _told(found.get((voice.name, head))) for head in heads),
            tuple(_shade(found.get((voice.name, head))) for head in heads),
        )
        for voice in group.voices
        if voice.name in before
    ]


def _told(one: Following | None) -> str:
    return "" if one is None else f"{one.observed} ({number(one.expected, 1)})"


def _shade(one: Following | None) -> int:
    if one is None or one.ratio is None or not one.observed:
        return 0
    return max(round(min(one.ratio / TWICE, 1.0) * (len(SHADES) - 1)), 1)
