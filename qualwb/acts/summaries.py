"""The framework matrix: the analyst's own words on a theme in a group or for a participant."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from qualwb.acts.hidden import is_hidden
from qualwb.acts.lookup import find
from qualwb.acts.meanwhile import refuse_changed
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coding, Group, Participant, Source, Summary, Theme
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act, table_of
from qualwb.store.open_project import ensure_coder, now


@dataclass(frozen=True, slots=True)
class SummaryCell:
    """A summary with the codings it rests on. ``participant`` is '' for a whole group."""

    theme: str
    group: str
    participant: str
    text: str
    codings: tuple[int, ...]


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
        case, theme_id = _case(connection, group, participant), find(connection, Theme, theme)["id"]
        _refuse_foreign(connection, group, codings)
        fields = {
            "text": text.strip(),
            "codings": sorted(set(codings)),
            "coder_id": ensure_coder(act, researcher.coder),
            "updated_at": now(),
        }
        row = _row(connection, theme_id, case)
        _refuse_hidden(researcher, row)
        refuse_changed(act, Summary, row, {"text": was} if was is not None else None)
        if row is None:
            act.insert(Summary, theme_id=theme_id, **case, **fields)
        else:
            act.update(Summary, row["id"], **fields)
        act.summary = f"{theme}, {participant or group}: {text.strip()[:60]}"


def clear_summary(researcher: Researcher, theme: str, group: str, *, participant: str | None = None) -> None:
    """Take the summary of a cell away. Raises ``NotFound`` when there is none."""
    with researcher.act("summary.clear") as act:
        case = _case(act.connection, group, participant)
        row = _row(act.connection, find(act.connection, Theme, theme)["id"], case)
        if row is None:
            raise NotFound(
                _("'{theme}' has no summary for {case}.").format(theme=theme, case=participant or group)
            )
        _refuse_hidden(researcher, row)
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


def move_summaries(act: Act, column: str, key: int, target: int) -> None:
    """Within an act: let the cells of one theme or participant become another's.

    ``column`` is 'theme_id' or 'participant_id'. Where both have a cell, it holds both texts and rests on the
    codings of both.
    """
    table = table_of(Summary)
    rest = [name for name in ("theme_id", "group_id", "participant_id") if name != column]
    for row in act.connection.execute(select(table).where(table.c[column] == key)).mappings().all():
        same = [table.c[name].is_not_distinct_from(row[name]) for name in rest]
        twin = (
            act.connection.execute(select(table).where(table.c[column] == target, *same)).mappings().first()
        )
        if twin is None:
            act.update(Summary, row["id"], **{column: target})
            continue
        texts, codings = (twin["text"], row["text"]), {*twin["codings"], *row["codings"]}
        act.update(Summary, twin["id"], text="\n".join(dict.fromkeys(texts)), codings=sorted(codings))
        act.delete(Summary, [row["id"]])


def _case(connection: Connection, group: str, participant: str | None) -> dict[str, int]:
    group_id = find(connection, Group, group)["id"]
    if participant is None:
        return {"group_id": group_id}
    return {
        "participant_id": find(connection, Participant, participant, column="alias", group_id=group_id)["id"]
    }


def _row(connection: Connection, theme_id: int, case: dict[str, int]) -> RowMapping | None:
    there = select(table_of(Summary)).filter_by(theme_id=theme_id, **case)
    return connection.execute(there).mappings().first()


def _refuse_hidden(researcher: Researcher, row: RowMapping | None) -> None:
    """Raise ``QualwbError`` when the cell holds what another wrote and a blind round hides."""
    if row is None:
        return
    if is_hidden(researcher, Summary, row["id"]):
        raise QualwbError(
            _("Another coder has summarised that cell on codings of a blind round."),
            _("It can be seen and changed when the round is released."),
        )


def _refuse_foreign(connection: Connection, group: str, codings: Sequence[int]) -> None:
    group_id = find(connection, Group, group)["id"]
    rows = select(Coding.id, Source.group_id).join(Source, Source.id == Coding.source_id)
    home = dict(connection.execute(rows.where(Coding.id.in_(codings))).all())
    for key in codings:
        if key not in home:
            raise NotFound(_("There is no coding {key}.").format(key=key))
        if home[key] != group_id:
            raise QualwbError(_("Coding {key} is not of {group}.").format(key=key, group=group))
