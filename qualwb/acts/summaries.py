"""The framework matrix: the analyst's own words on a theme in a group or for a participant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.hanging import Hook, hanging, hanging_asked
from qualwb.acts.hidden import is_hidden
from qualwb.acts.lookup import find, name_asked, names_asked
from qualwb.acts.meanwhile import refuse_changed
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coding, Group, Participant, Source, Summary, Theme
from qualwb.store.blindness import asked_of_blindness
from qualwb.store.driver import Asked, as_keys, ask_ahead, fetch, given_keys, know_rows
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act, table_of
from qualwb.store.open_project import coder_asked, ensure_coder, now

OF_THEME: Hook = (Summary, "theme_id")
_HOMES = (
    select(Coding.id, Source.group_id)
    .join(Source, Source.id == Coding.source_id)
    .where(Coding.id.in_(given_keys("codings")))
)


@dataclass(frozen=True, slots=True)
class SummaryCell:
    """A summary with the codings it rests on. ``participant`` is '' for a whole group."""

    theme: str
    group: str
    participant: str
    text: str
    codings: tuple[int, ...]


def grounds_of(cells: Iterable[SummaryCell]) -> dict[tuple[str, str, str], tuple[int, ...]]:
    """What summaries rest on, by theme, group and participant."""
    return {(one.theme, one.group, one.participant): one.codings for one in cells}


def set_summary(
    researcher: Researcher,
    theme: str,
    group: str,
    text: str,
    *,
    participant: str | None = None,
    codings: Sequence[int] = (),
    reason: str = "",
    was: str | None = None,
) -> None:
    """Write the summary of a theme in a group, or for a participant of it, in place of one that is there.

    ``codings`` are the keys of the codings it rests on; ``was`` is what the cell said when the edit began, ''
    for an empty one. Raises ``NotFound`` for a name or key that the project does not hold,
    ``ChangedMeanwhile``, and ``QualwbError`` for an empty text, codings of another group, and a cell that
    holds what a blind round hides.
    """
    if not text.strip():
        raise QualwbError(_("The summary is empty."), _("To take it away, clear it."))
    with researcher.act("summary.set", reason) as act:
        connection = act.connection
        homes = _HOMES, {"codings": as_keys(codings)}
        who = coder_asked(researcher.coder), *asked_of_blindness(researcher.coder)
        ask_ahead(connection, *_asked_of_cell(theme, group), *who, homes)
        theme_id, case = _case(connection, theme, group, participant)
        _refuse_foreign(connection, group, codings)
        fields = {
            "text": text.strip(),
            "codings": sorted(set(codings)),
            "coder_id": ensure_coder(act, researcher.coder),
            "updated_at": now(),
        }
        row = _row(connection, theme_id, case)
        _refuse_hidden(act, researcher, row)
        refuse_changed(act, Summary, row, {"text": was} if was is not None else None)
        if row is None:
            act.insert(Summary, theme_id=theme_id, **case, **fields)
        else:
            act.update(Summary, row["id"], **fields)
        act.summary = f"{theme}, {participant or group}: {text.strip()[:60]}"


def clear_summary(researcher: Researcher, theme: str, group: str, *, participant: str | None = None) -> None:
    """Take the summary of a cell away. Raises ``NotFound`` when there is none."""
    with researcher.act("summary.clear") as act:
        ask_ahead(act.connection, *_asked_of_cell(theme, group), *asked_of_blindness(researcher.coder))
        row = _row(act.connection, *_case(act.connection, theme, group, participant))
        if row is None:
            raise NotFound(
                _("'{theme}' has no summary for {case}.").format(theme=theme, case=participant or group)
            )
        _refuse_hidden(act, researcher, row)
        act.delete(Summary, [row["id"]])
        act.summary = f"{theme}, {participant or group}"


def summaries(connection: Connection) -> list[SummaryCell]:
    """All summaries, by theme, group and participant. Codings that are gone are left out of their cells."""
    table, person = table_of(Summary), table_of(Participant)
    groups = dict(connection.execute(select(Group.id, Group.name)).all())
    found = connection.execute(
        select(table, Theme.name, person.c.alias, person.c.group_id.label("home"))
        .join(Theme, Theme.id == table.c.theme_id)
        .join(person, person.c.id == table.c.participant_id, isouter=True)
        .order_by(
            Theme.position,
            Theme.id,
            table.c.group_id.nulls_first(),
            table.c.participant_id.nulls_first(),
        )
    )
    rows = found.mappings().all()
    there = set(connection.execute(select(Coding.id)).scalars()) if rows else set()
    return [
        SummaryCell(
            row["name"],
            groups[row["group_id"] or row["home"]],
            row["alias"] or "",
            row["text"],
            tuple(key for key in row["codings"] if key in there),
        )
        for row in rows
    ]


def move_summaries(
    act: Act, column: str, cells: Iterable[Mapping[str, Any]], target: int, there: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Within an act: let the cells of one theme or participant become another's.

    ``column`` is 'theme_id' or 'participant_id'; ``there`` are the cells that the other has. Where both have
    one, it holds both texts and rests on the codings of both. Returns those that the other has then.
    """
    rest = [name for name in ("theme_id", "group_id", "participant_id") if name != column]
    at = {tuple(cell[name] for name in rest): cell for cell in there}
    for cell in cells:
        case = tuple(cell[name] for name in rest)
        twin = at.get(case)
        if twin is None:
            act.update(Summary, cell["id"], **{column: target})
            at[case] = cell
            continue
        texts, codings = (twin["text"], cell["text"]), {*twin["codings"], *cell["codings"]}
        joined = {"text": "\n".join(dict.fromkeys(texts)), "codings": sorted(codings)}
        act.update(Summary, twin["id"], **joined)
        act.delete(Summary, [cell["id"]])
        at[case] = {**twin, **joined}
    return list(at.values())


def _asked_of_cell(theme: str, group: str) -> Iterator[Asked]:
    """What is asked of a theme and a group."""
    yield from names_asked(Group, [group])
    yield from names_asked(Theme, [theme])


def _case(
    connection: Connection, theme: str, group: str, participant: str | None
) -> tuple[int, dict[str, int]]:
    """The keys of a cell's theme and of its group or participant, by column."""
    group_id, theme_id = find(connection, Group, group)["id"], find(connection, Theme, theme)["id"]
    if participant is None:
        return theme_id, {"group_id": group_id}
    person = {"column": "alias", "group_id": group_id}
    ask_ahead(
        connection, *hanging_asked([OF_THEME], [theme_id]), name_asked(Participant, participant, **person)
    )
    return theme_id, {"participant_id": find(connection, Participant, participant, **person)["id"]}


def _row(connection: Connection, theme_id: int, case: dict[str, int]) -> Mapping[str, Any] | None:
    for row in hanging(connection, OF_THEME, [theme_id]):
        if row.items() >= case.items():
            know_rows(connection, table_of(Summary), [row])
            return row
    return None


def _refuse_hidden(act: Act, researcher: Researcher, row: Mapping[str, Any] | None) -> None:
    """Raise ``QualwbError`` when the cell holds what another wrote and a blind round hides."""
    if row is None:
        return
    if is_hidden(act, researcher, Summary, row["id"]):
        raise QualwbError(
            _("Another coder has summarised that cell, hidden from you while a round is blind."),
            _("It can be seen and changed when the round is released."),
        )


def _refuse_foreign(connection: Connection, group: str, codings: Sequence[int]) -> None:
    group_id = find(connection, Group, group)["id"]
    home = dict(fetch(connection, _HOMES, codings=as_keys(codings)))
    for key in codings:
        if key not in home:
            raise NotFound(_("There is no coding {key}.").format(key=key))
        if home[key] != group_id:
            raise QualwbError(_("Coding {key} is not of {group}.").format(key=key, group=group))
