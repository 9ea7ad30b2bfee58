"""Themes: a layer of their own over the codes, nested, many to many."""

from collections.abc import Iterable

from sqlalchemy import func, select

from qualwb.acts.lookup import clean_name, find, refuse_taken
from qualwb.acts.researcher import Researcher
from qualwb.acts.trees import refuse_loop
from qualwb.localization import gettext as _
from qualwb.model import Code, Memo, Summary, Theme, ThemeCode
from qualwb.store.journal import Act
from qualwb.store.project_file import now

FIELDS = ("definition", "boundary", "counter_examples", "claim")


def create(
    researcher: Researcher,
    name: str,
    *,
    parent: str | None = None,
    codes: Iterable[str] = (),
    reason: str = "",
    **fields: str,
) -> int:
    """Make a theme that gathers the codes, and return its key."""
    with researcher.act("theme.new", reason) as act:
        parent_id = find(act.connection, Theme, parent)["id"] if parent else None
        key = new_theme(act, clean_name(name), parent_id=parent_id, **fields)
        for code in codes:
            link(act, key, find(act.connection, Code, code)["id"])
        act.summary = f"'{clean_name(name)}'"
    return key


def new_theme(act: Act, name: str, *, parent_id: int | None = None, **fields: str) -> int:
    """Within an act: a new theme after the others."""
    refuse_taken(act.connection, Theme, name)
    count = act.connection.execute(select(func.count(Theme.id))).scalar_one()
    return act.insert(Theme, name=name, parent_id=parent_id, position=count, created_at=now(), **fields)


def link(act: Act, theme_id: int, code_id: int) -> bool:
    """Within an act: let the theme gather the code; False when it did already."""
    known = select(ThemeCode.id).where(ThemeCode.theme_id == theme_id, ThemeCode.code_id == code_id)
    if act.connection.execute(known).scalar() is not None:
        return False
    act.insert(ThemeCode, theme_id=theme_id, code_id=code_id)
    return True


def add_codes(researcher: Researcher, theme: str, codes: Iterable[str], reason: str = "") -> int:
    """Let a theme gather codes; returns how many it did not gather before."""
    names = list(codes)
    with researcher.act("theme.add", reason) as act:
        row = find(act.connection, Theme, theme)
        added = sum(link(act, row["id"], find(act.connection, Code, code)["id"]) for code in names)
        act.summary = f"'{row['name']}' + {', '.join(names)}"
    return added


def remove_codes(researcher: Researcher, theme: str, codes: Iterable[str], reason: str = "") -> int:
    """Take codes out of a theme; the codes and their codings stay. Returns how many it gathered."""
    names = list(codes)
    with researcher.act("theme.remove", reason) as act:
        row = find(act.connection, Theme, theme)
        keys = [find(act.connection, Code, code)["id"] for code in names]
        links = (
            act.connection.execute(
                select(ThemeCode.id).where(ThemeCode.theme_id == row["id"], ThemeCode.code_id.in_(keys))
            )
            .scalars()
            .all()
        )
        act.delete(ThemeCode, links)
        act.summary = f"'{row['name']}' - {', '.join(names)}"
    return len(links)


def move_codes(
    researcher: Researcher, codes: Iterable[str], origin: str, theme: str, reason: str = ""
) -> None:
    """Move codes from one theme to another, as one act."""
    names = list(codes)
    with researcher.act("theme.move_codes", reason) as act:
        old, new = find(act.connection, Theme, origin), find(act.connection, Theme, theme)
        for name in names:
            code_id = find(act.connection, Code, name)["id"]
            links = (
                act.connection.execute(
                    select(ThemeCode.id).where(ThemeCode.theme_id == old["id"], ThemeCode.code_id == code_id)
                )
                .scalars()
                .all()
            )
            act.delete(ThemeCode, links)
            link(act, new["id"], code_id)
        act.summary = _("{codes} from '{old}' to '{new}'").format(
            codes=", ".join(names), old=old["name"], new=new["name"]
        )


def rename(researcher: Researcher, theme: str, name: str, reason: str = "") -> None:
    """Give a theme another name."""
    with researcher.act("theme.rename", reason) as act:
        row = find(act.connection, Theme, theme)
        refuse_taken(act.connection, Theme, clean_name(name), besides=row["id"])
        act.update(Theme, row["id"], name=clean_name(name))
        act.summary = f"'{row['name']}' -> '{clean_name(name)}'"


def describe(researcher: Researcher, theme: str, **fields: str) -> None:
    """Change the central idea (definition), boundary, counter-examples or claim of a theme."""
    with researcher.act("theme.describe") as act:
        row = find(act.connection, Theme, theme)
        act.update(Theme, row["id"], **{name: value for name, value in fields.items() if name in FIELDS})
        act.summary = f"'{row['name']}': {', '.join(fields)}"


def move(researcher: Researcher, themes: Iterable[str], parent: str | None, reason: str = "") -> None:
    """Put themes beneath a main theme, or at the top. Raises ``BadTree`` for a loop."""
    names = list(themes)
    with researcher.act("theme.move", reason) as act:
        parent_id = find(act.connection, Theme, parent)["id"] if parent else None
        for name in names:
            row = find(act.connection, Theme, name)
            refuse_loop(act, Theme, row["id"], parent_id)
            act.update(Theme, row["id"], parent_id=parent_id)
        act.summary = _("{themes} beneath '{parent}'").format(themes=", ".join(names), parent=parent or "-")


def merge(researcher: Researcher, themes: Iterable[str], into: str, reason: str = "") -> int:
    """Merge themes into one of them or a new one; codes, memos and themes beneath follow. Returns its key."""
    names = list(dict.fromkeys(themes))
    with researcher.act("theme.merge", reason) as act:
        rows = [find(act.connection, Theme, name) for name in names]
        known = {row["name"].casefold(): row["id"] for row in rows}
        existing = act.connection.execute(select(Theme.id).where(Theme.name == clean_name(into))).scalar()
        target = known.get(clean_name(into).casefold()) or existing
        if target is None:
            target = new_theme(act, clean_name(into), parent_id=rows[0]["parent_id"])
        for row in rows:
            if row["id"] != target:
                _pour(act, row["id"], target)
        _join(act, target, [dict(row) for row in rows if row["id"] != target])
        act.delete(Theme, [row["id"] for row in rows if row["id"] != target])
        act.summary = _("{themes} into '{into}'").format(themes=", ".join(names), into=clean_name(into))
    return target


def delete(researcher: Researcher, themes: Iterable[str], reason: str = "") -> None:
    """Delete themes; their codes and codings stay, themes beneath move up."""
    names = list(dict.fromkeys(themes))
    with researcher.act("theme.delete", reason) as act:
        for name in names:
            row = find(act.connection, Theme, name)
            connection, key = act.connection, row["id"]
            for record in (ThemeCode, Memo, Summary):
                keys = connection.execute(select(record.id).where(record.theme_id == key)).scalars().all()
                act.delete(record, keys)
            for child in connection.execute(select(Theme.id).where(Theme.parent_id == key)).scalars().all():
                act.update(Theme, child, parent_id=row["parent_id"])
            act.delete(Theme, [key])
        act.summary = ", ".join(f"'{name}'" for name in names)


def _pour(act: Act, theme_id: int, target: int) -> None:
    connection = act.connection
    links = connection.execute(
        select(ThemeCode.id, ThemeCode.code_id).where(ThemeCode.theme_id == theme_id)
    ).all()
    for key, code_id in links:
        act.delete(ThemeCode, [key])
        link(act, target, code_id)
    for key in connection.execute(select(Memo.id).where(Memo.theme_id == theme_id)).scalars().all():
        act.update(Memo, key, theme_id=target)
    for key in connection.execute(select(Theme.id).where(Theme.parent_id == theme_id)).scalars().all():
        if key != target:
            act.update(Theme, key, parent_id=target)
    _pour_summaries(act, theme_id, target)


def _pour_summaries(act: Act, theme_id: int, target: int) -> None:
    table = Summary.__table__
    for row in act.connection.execute(select(table).where(Summary.theme_id == theme_id)).mappings().all():
        twin = (
            act.connection.execute(
                select(table).where(
                    Summary.theme_id == target,
                    Summary.group_id.is_(row["group_id"]),
                    Summary.participant_id.is_(row["participant_id"]),
                )
            )
            .mappings()
            .first()
        )
        if twin is None:
            act.update(Summary, row["id"], theme_id=target)
        else:
            act.update(Summary, twin["id"], text=f"{twin['text']}\n{row['text']}")
            act.delete(Summary, [row["id"]])


def _join(act: Act, target: int, merged: list[dict]) -> None:
    row = act.connection.execute(select(Theme.__table__).where(Theme.id == target)).mappings().one()
    if row["parent_id"] in {other["id"] for other in merged}:
        act.update(Theme, target, parent_id=None)
    joined = {
        name: "\n".join(
            dict.fromkeys(part for part in (row[name], *(other[name] for other in merged)) if part)
        )
        for name in FIELDS
    }
    act.update(Theme, target, **joined)
