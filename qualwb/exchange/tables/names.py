"""The names of a project as a table, as data, and as a list that is edited and taken back."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualwb.acts.pseudonyms.wording import kind_in_words, verdict_in_words
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.pseudonyms.entity import Entity, Place
    from qualwb.acts.pseudonyms.reviewing import RefusedLine

IN_TEXT = ("source", "text")
"""Table and column of a place in a source's text."""


def names_table(
    entities: "Sequence[Entity]",
    sources: Mapping[int, str],
    contexts: Sequence[str],
    notes: Sequence[str] = (),
) -> Table:
    """A line a name: where it stands how often, what is to stand instead and what was decided.

    ``sources`` are the sources' names by key, ``contexts`` a line for each name. The columns are those that
    ``exchange.name_sheet`` reads again.
    """
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            kind_in_words(one.kind),
            len(one.places),
            len({place.key for place in one.places if _is_in_text(place)}),
            verdict_in_words(one.verdict),
            one.alias,
            _("yes") if one.sure else _("no"),
            one.why,
            ", ".join(one.forms),
            context,
        )
        for one, context in zip(entities, contexts, strict=True)
    ]
    return Table(
        (
            *(_("Name"), _("Kind"), _("Places"), _("Sources"), _("Verdict"), _("Alias")),
            *(_("Sure"), _("Why"), _("Also as"), _("Context")),
        ),
        rows,
        title=_("Names"),
        notes=tuple(notes),
        data=lambda: names_data(entities, sources),
        numeric=frozenset({2, 3}),
        row_heads=True,
    )


def names_data(entities: "Sequence[Entity]", sources: Mapping[int, str]) -> list[dict[str, Any]]:
    """The names with every place, as JSON has them; positions are code points of the source's text.

    ``elsewhere`` are the places outside the texts; ``path`` leads into a column of JSON, where -1 at its end
    stands for the attribute's name.
    """
    return [
        {
            "text": one.name,
            "kind": one.kind,
            "alias": one.alias,
            "places": [_place_data(place, sources) for place in one.places if _is_in_text(place)],
            "sure": one.sure,
            "why": one.why,
            "verdict": one.verdict.value,
            "gender": one.gender,
            "forms": list(one.forms),
            "elsewhere": [_field_data(place) for place in one.places if not _is_in_text(place)],
        }
        for one in entities
    ]


def place_in_words(table: str, column: str) -> str:
    """Which kind of thing a place outside the texts is in, and which part of it."""
    parts = {
        "attributes": _("attributes"),
        "file_name": _("file name"),
        "recording": _("recording"),
        "definition": _("definition"),
        "examples": _("examples"),
        "reason": _("reason"),
    }
    thing = thing_in_words(table)
    return f"{thing}: {parts[column]}" if column in parts else thing


def thing_in_words(table: str) -> str:
    """What the thing is called that a row of the table holds; the table's name where it has no word."""
    return things_in_words().get(table, table)


def things_in_words() -> Mapping[str, str]:
    """What a row is called, by the name of its table."""
    return {
        "project": _("project"),
        "focus_group": _("group"),
        "source": _("source"),
        "speaker": _("speaker"),
        "participant": _("participant"),
        "question": _("question of the guide"),
        "code": _("code"),
        "theme": _("theme"),
        "memo": _("memo"),
        "summary": _("summary"),
        "print_version": _("print version"),
        "saved_query": _("saved query"),
        "round": _("round"),
        "adjudication": _("decision"),
        "change": _("journal"),
        "coder": _("coder"),
        "coding": _("coding"),
        "name_verdict": _("decision on a name"),
        "text_content": _("text"),
    }


def found_notes(entities: "Sequence[Entity]", lost: int = 0, foreign: str = "") -> tuple[str, ...]:
    """How many names there are and how many are still open; how many decisions lost their place.

    ``foreign`` is what is to be known of sources in another language.
    """
    undecided = sum(one.verdict == "open" for one in entities)
    unsure = sum(not one.sure for one in entities)
    said = ngettext("{n} name", "{n} names", len(entities)).format(n=len(entities))
    notes = [_("{names}: {open} open, {unsure} unsure").format(names=said, open=undecided, unsure=unsure)]
    if foreign:
        notes.append(foreign)
    if lost:
        notes.append(
            ngettext(
                "{n} decision on a place has lost it: the words are gone from the text.",
                "{n} decisions on places have lost them: the words are gone from the texts.",
                lost,
            ).format(n=lost)
        )
    return tuple(notes)


def refused_table(refused: "Sequence[RefusedLine]") -> Table:
    """The lines of a list that could not be taken."""
    return Table((_("Line"), _("Name"), _("Why")), [tuple(one) for one in refused], numeric=frozenset({0}))


def _is_in_text(place: "Place") -> bool:
    return (place.table, place.column) == IN_TEXT


def _place_data(place: "Place", sources: Mapping[int, str]) -> dict[str, Any]:
    data: dict[str, Any] = {"source": sources.get(place.key, ""), "start": place.start, "end": place.end}
    return data | _said(place)


def _field_data(place: "Place") -> dict[str, Any]:
    data: dict[str, Any] = {"table": place.table, "column": place.column, "key": place.key}
    if place.path:
        data["path"] = list(place.path)
    return {**data, "start": place.start, "end": place.end} | _said(place)


def _said(place: "Place") -> dict[str, Any]:
    data = {"words": place.words, "replacement": place.replacement}
    return data if place.verdict is None else {**data, "verdict": place.verdict.value}
