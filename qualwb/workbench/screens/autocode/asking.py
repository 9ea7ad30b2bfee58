"""The dialogs of autocoding: how to look, in whose turns, for which code."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualwb.analysis.autocoding import AutocodeQuery, How
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.groups import group_list
from qualwb.analysis.people import question_list, speaker_list
from qualwb.analysis.turns_asked import TurnsAsked
from qualwb.analysis.who_counts import role_name
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.screens.base import ProjectScreen

if TYPE_CHECKING:
    from qualwb.workbench.widgets.code_palette import Chosen

_FIELDS = ("speakers", "roles", "questions")


def ask_how(screen: ProjectScreen, then: Callable[[How], object]) -> None:
    """Ask how to look for what is written."""
    ways: dict[How, str] = {
        "words": _("words as they are written"),
        "forms": _("words in all their forms"),
        "compounds": _("words in all their forms, and compounds with them"),
        "pattern": _("a regular expression"),
        "like": _("in own words: turns that are like it"),
        "turns": _("nothing: whole turns of those chosen with f"),
    }
    choices = [Choice(how, label) for how, label in ways.items()]

    def take(chosen: str | None) -> None:
        for how in ways:
            if how == chosen:
                then(how)

    screen.app.push_screen(ChoiceDialog(_("How to look"), choices), take)


def ask_whose(screen: ProjectScreen, asked: TurnsAsked, then: Callable[[TurnsAsked], object]) -> None:
    """Ask whose turns are meant: what is chosen is added to what was, or taken away where it was there."""
    with screen.app.researcher.project.reading() as connection:
        names = _names(connection)
    chosen_now = _chosen(asked)
    choices = [Choice("", _("everybody's turns"))] if chosen_now or asked.uncoded else []
    choices += [
        Choice(f"{field}:{name}", ("✓ " if (field, name) in chosen_now else "") + label)
        for field, name, label in names
    ]
    choices.append(Choice("uncoded:", ("✓ " if asked.uncoded else "") + _("turns without a code")))

    def take(chosen: str | None) -> None:
        if chosen is None:
            return
        field, _sign, name = chosen.partition(":")
        then(_with(asked, field, name))

    screen.app.push_screen(ChoiceDialog(_("Whose turns"), choices), take)


def _names(connection: Connection) -> list[tuple[str, str, str]]:
    """What turns can be narrowed to: the field, the name, and how it is shown."""
    groups, speakers, questions = together(connection, group_list, speaker_list, question_list)
    roles = dict.fromkeys(row.role for row in speakers if row.role)
    labels = dict.fromkeys(row.label for row in speakers)
    return [
        *(("groups", row.name, _("group: {name}").format(name=row.name)) for row in groups),
        *(("speakers", label, _("speaker: {name}").format(name=label)) for label in labels),
        *(("roles", role, _("role: {name}").format(name=role_name(role))) for role in roles),
        *(("questions", row.label, _("question: {name}").format(name=row.label)) for row in questions),
    ]


def _chosen(asked: TurnsAsked) -> set[tuple[str, str]]:
    named = {("groups", name) for name in asked.selection.groups}
    return named | {(field, name) for field in _FIELDS for name in getattr(asked, field)}


def _with(asked: TurnsAsked, field: str, name: str) -> TurnsAsked:
    """The turns with a name of a field added, or taken away where it was among them."""
    if field == "uncoded":
        return replace(asked, uncoded=not asked.uncoded)
    if not field:
        return TurnsAsked(counted=asked.counted)
    if field == "groups":
        groups = _turned(asked.selection.groups, name)
        return replace(asked, selection=replace(asked.selection, groups=groups))
    names = {one: getattr(asked, one) for one in _FIELDS}
    names[field] = _turned(names[field], name)
    return replace(asked, **names)


def _turned(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name) if name in names else (*names, name)


def ask_code(screen: ProjectScreen, then: Callable[[str], object]) -> None:
    """Ask for the one code that is to be given; a new name becomes a code when the passages are coded."""
    from qualwb.workbench.screens.code.source_state import load_codebook
    from qualwb.workbench.widgets.code_palette import CodePalette, PaletteCode

    app = screen.app
    with app.researcher.project.reading() as connection:
        book = load_codebook(connection)
    palette = [PaletteCode(c.name, c.colour, c.themes, book.rules.get(c.name, "")) for c in book.codes]

    def take(chosen: "Chosen | None") -> None:
        if chosen is None:
            return
        if len(chosen.names) > 1:
            app.notify(_("One code at a time: {code}").format(code=chosen.names[0]), markup=False, timeout=4)
        then(chosen.names[0])

    app.push_screen(CodePalette(palette, app.state.recent_codes, title=_("Code to be given")), take)


def with_how(query: AutocodeQuery, how: How) -> AutocodeQuery:
    """The query looked for in another way; turns are found whole."""
    whole: tuple[How, ...] = ("turns", "like")
    unit = "turn" if how in whole else "sentence" if query.how in whole else query.unit
    return replace(query, how=how, text="" if how == "turns" else query.text, unit=unit)
