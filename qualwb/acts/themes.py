"""Themes: a layer of their own over the codes, nested, many to many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from qualwb.acts.hanging import Hook, hanging, hanging_asked, keys_of
from qualwb.acts.lookup import clean_name, find, find_known, names_asked, refuse_taken
from qualwb.acts.meanwhile import Was, refuse_changed
from qualwb.acts.researcher import Researcher
from qualwb.acts.summaries import move_summaries
from qualwb.acts.trees import (
    asked_of_loops,
    asked_of_new,
    join_texts,
    lift_out,
    move_children,
    new_theme,
    refuse_loop,
)
from qualwb.field_words import fields_in_words
from qualwb.localization import gettext as _
from qualwb.model import Code, Memo, Summary, Theme, ThemeCode
from qualwb.store.driver import Asked, ask_ahead, fetch, given
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act
from qualwb.store.naming import namesakes_asked

_LINKS = (
    select(ThemeCode.code_id, ThemeCode.id)
    .join(Theme, Theme.id == ThemeCode.theme_id)
    .where(Theme.name == given("theme"))
)

LINKS: Hook = (ThemeCode, "theme_id")
MEMOS: Hook = (Memo, "theme_id")
BENEATH: Hook = (Theme, "parent_id")
SUMMARIES: Hook = (Summary, "theme_id")
HANGS_ON_THEME = (LINKS, MEMOS, BENEATH, SUMMARIES)
OnTheme = Mapping[Hook, list[Mapping[str, Any]]]
"""What hangs on a theme, by what refers to it."""

FIELDS = ("definition", "boundary", "counter_examples", "claim")

Card = tuple[str | None, str]
"""A code as it is chosen on a board: the theme that it stands in there, or None, and its name."""


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
    gathered = list(codes)
    with researcher.act("theme.new", reason) as act:
        named = *names_asked(Theme, [parent] if parent else ()), *names_asked(Code, gathered)
        ask_ahead(act.connection, *asked_of_new(Theme), *named)
        parent_id = find(act.connection, Theme, parent)["id"] if parent else None
        key = new_theme(act, clean_name(name), parent_id=parent_id, **fields)
        for code_id in dict.fromkeys(find(act.connection, Code, code)["id"] for code in gathered):
            act.insert(ThemeCode, theme_id=key, code_id=code_id)
        act.summary = f"'{clean_name(name)}'"
    return key


def split(researcher: Researcher, theme: str, new: str, codes: Iterable[str], reason: str = "") -> int:
    """Take codes out of a theme into a new theme beside it; returns the new key.

    Raises ``NotFound`` when a code is not in the theme, ``BadName`` when the new name is taken.
    """
    names = list(dict.fromkeys(codes))
    with researcher.act("theme.split", reason) as act:
        ask_ahead(act.connection, *_asked_to_gather([theme], names, create=True))
        row = find(act.connection, Theme, theme)
        taken = {name: find(act.connection, Code, name)["id"] for name in names}
        links = _links(act, row["name"])
        key = new_theme(act, clean_name(new), parent_id=row["parent_id"])
        for name, code_id in taken.items():
            if code_id not in links:
                raise NotFound(_("'{theme}' has no code '{code}'.").format(theme=row["name"], code=name))
            act.delete(ThemeCode, [links[code_id]])
            act.insert(ThemeCode, theme_id=key, code_id=code_id)
        act.summary = _("{codes} from '{old}' to '{new}'").format(
            codes=", ".join(names), old=row["name"], new=clean_name(new)
        )
    return key


def link(act: Act, theme_id: int, code_id: int) -> bool:
    """Within an act: let the theme gather the code; False when it did already."""
    known = select(ThemeCode.id).where(ThemeCode.theme_id == theme_id, ThemeCode.code_id == code_id)
    if act.connection.execute(known).scalar() is not None:
        return False
    act.insert(ThemeCode, theme_id=theme_id, code_id=code_id)
    return True


def add_codes(
    researcher: Researcher, theme: str, codes: Iterable[str], reason: str = "", *, create: bool = False
) -> int:
    """Let a theme gather codes; returns how many it did not gather before.

    With ``create``, a name that is no theme yet becomes one; ``NotFound`` is raised for it otherwise.
    """
    names = list(codes)
    with researcher.act("theme.add", reason) as act:
        ask_ahead(act.connection, *_asked_to_gather([theme], names, create=create))
        key, name = _theme(act, theme, create)
        chosen = dict.fromkeys(find(act.connection, Code, code)["id"] for code in names)
        there = _links(act, name)
        new = [code for code in chosen if code not in there]
        for code in new:
            act.insert(ThemeCode, theme_id=key, code_id=code)
        act.summary = f"'{name}' + {', '.join(names)}"
    return len(new)


def remove_codes(researcher: Researcher, cards: Iterable[tuple[str, str]], reason: str = "") -> int:
    """Take codes out of themes, as (theme, code); codes and codings stay. Returns how many were in them."""
    chosen = list(cards)
    with researcher.act("theme.remove", reason) as act:
        of = dict.fromkeys(theme for theme, _code in chosen)
        ask_ahead(act.connection, *_asked_to_gather(of, (code for _theme, code in chosen)))
        removed = set()
        for theme, code in chosen:
            there = _links(act, find(act.connection, Theme, theme)["name"])
            if (known := there.get(find(act.connection, Code, code)["id"])) is not None:
                removed.add(known)
        act.delete(ThemeCode, removed)
        act.summary = "; ".join(
            f"'{theme}' - {', '.join(code for within, code in chosen if within == theme)}"
            for theme in dict.fromkeys(theme for theme, _code in chosen)
        )
    return len(removed)


def move_codes(
    researcher: Researcher, cards: Iterable[Card], theme: str, reason: str = "", *, create: bool = False
) -> None:
    """Move codes to one theme, each out of the theme that it was chosen in.

    With ``create``, a name that is no theme yet becomes one; ``NotFound`` is raised for it otherwise.
    """
    chosen = list(cards)
    with researcher.act("theme.move_codes", reason) as act:
        origins = dict.fromkeys(origin for origin, _code in chosen if origin is not None)
        asked = _asked_to_gather([theme, *origins], (code for _origin, code in chosen), create=create)
        ask_ahead(act.connection, *asked)
        key, name = _theme(act, theme, create)
        held = _links(act, name)
        leaving, coming = set(), dict[int, None]()
        for origin, code in chosen:
            code_id = find(act.connection, Code, code)["id"]
            if origin is not None and (row := find(act.connection, Theme, origin))["id"] != key:
                leaving.add(_links(act, row["name"]).get(code_id))
            if code_id not in held:
                coming[code_id] = None
        act.delete(ThemeCode, (known for known in leaving if known is not None))
        for code_id in coming:
            act.insert(ThemeCode, theme_id=key, code_id=code_id)
        act.summary = _("{codes} from '{old}' to '{new}'").format(
            codes=", ".join(dict.fromkeys(code for _origin, code in chosen)),
            old=", ".join(dict.fromkeys(origin or _("no theme") for origin, _code in chosen)),
            new=name,
        )


def rename(researcher: Researcher, theme: str, name: str, reason: str = "") -> None:
    """Give a theme another name."""
    with researcher.act("theme.rename", reason) as act:
        ask_ahead(act.connection, *names_asked(Theme, [theme]), namesakes_asked(Theme))
        row = find(act.connection, Theme, theme)
        refuse_taken(act.connection, Theme, clean_name(name), besides=row["id"])
        act.update(Theme, row["id"], name=clean_name(name))
        act.summary = f"'{row['name']}' -> '{clean_name(name)}'"


def describe(
    researcher: Researcher, theme: str, was: Was = None, /, *, reason: str = "", **fields: str
) -> None:
    """Change the central idea (definition), boundary, counter-examples or claim of a theme.

    ``was`` is what those fields said when the edit began. Raises ``ChangedMeanwhile``.
    """
    with researcher.act("theme.describe", reason) as act:
        row = find(act.connection, Theme, theme)
        refuse_changed(act, Theme, row, was)
        act.update(Theme, row["id"], **{name: value for name, value in fields.items() if name in FIELDS})
        act.summary = f"'{row['name']}': {fields_in_words(fields)}"


def move(
    researcher: Researcher,
    themes: Iterable[str],
    parent: str | None,
    reason: str = "",
    *,
    create: bool = False,
) -> None:
    """Put themes beneath a main theme, or at the top. Raises ``BadTree`` for a loop.

    With ``create``, a parent that is no theme yet becomes one; ``NotFound`` is raised for it otherwise.
    """
    names = list(themes)
    with researcher.act("theme.move", reason) as act:
        above = [parent] if parent else []
        new = asked_of_new(Theme) if create else ()
        ask_ahead(act.connection, *names_asked(Theme, [*names, *above]), asked_of_loops(Theme), *new)
        parent_id = _theme(act, parent, create)[0] if parent else None
        rows = [find(act.connection, Theme, name) for name in names]
        for row in rows:
            refuse_loop(act, Theme, row["id"], parent_id)
            act.update(Theme, row["id"], parent_id=parent_id)
        beneath = _("{themes} beneath '{parent}'") if parent else _("{themes} at the top")
        act.summary = beneath.format(themes=", ".join(names), parent=parent)


PLACES = ("first", "earlier", "later", "last")
"""Where a theme can be put among those beside it."""


def order(researcher: Researcher, theme: str, place: str) -> None:
    """Put a theme elsewhere among those beside it, beneath the same theme or at the top: one of ``PLACES``.

    Boards, tables and reports have themes in this order. Raises ``NotFound``, and ``ValueError`` for another
    place.
    """
    with researcher.act("themes.order") as act:
        row = find(act.connection, Theme, theme)
        beside = Theme.parent_id.is_not_distinct_from(row["parent_id"])
        ordered = select(Theme.id, Theme.position).where(beside).order_by(Theme.position, Theme.id)
        positions = {one.id: one.position for one in act.connection.execute(ordered)}
        keys = list(positions)
        at, last = keys.index(row["id"]), len(keys) - 1
        to = (0, max(at - 1, 0), min(at + 1, last), last)[PLACES.index(place)]
        keys.insert(to, keys.pop(at))
        for position, key in enumerate(keys, 1):
            if positions[key] != position:
                act.update(Theme, key, position=position)
        act.summary = _("'{theme}' is no. {n} of {all}").format(theme=row["name"], n=to + 1, all=len(keys))


def merge(researcher: Researcher, themes: Iterable[str], into: str, reason: str = "") -> int:
    """Merge themes into one of them or a new one; codes, memos and themes beneath follow. Returns its key."""
    names = list(dict.fromkeys(themes))
    with researcher.act("theme.merge", reason) as act:
        into = clean_name(into)
        asked = names_asked(Theme, [*names, into])
        ask_ahead(act.connection, *asked, asked_of_loops(Theme), *asked_of_new(Theme))
        rows = [find(act.connection, Theme, name) for name in names]
        known = find_known(act.connection, Theme, into)
        target = new_theme(act, into, parent_id=rows[0]["parent_id"]) if known is None else known["id"]
        merged = [row for row in rows if row["id"] != target]
        leaving = keys_of(merged)
        on_target, *poured = _all_on(act, [target, *leaving])
        lift_out(act, Theme, target, leaving)
        for on_theme in poured:
            on_target = _pour(act, on_theme, target, on_target)
        join_texts(act, Theme, target, merged if known is None else [known, *merged], FIELDS)
        act.delete(Theme, leaving)
        act.summary = _("{themes} into '{into}'").format(themes=", ".join(names), into=into)
    return target


def delete(researcher: Researcher, themes: Iterable[str], reason: str = "") -> None:
    """Delete themes; their codes and codings stay, themes beneath move up."""
    names = list(dict.fromkeys(themes))
    with researcher.act("theme.delete", reason) as act:
        ask_ahead(act.connection, *names_asked(Theme, names))
        for row in [find(act.connection, Theme, name) for name in names]:
            (on_theme,) = _all_on(act, [row["id"]])
            for record, column in (LINKS, MEMOS, SUMMARIES):
                act.delete(record, keys_of(on_theme[record, column]))
            move_children(act, Theme, on_theme[BENEATH], row["parent_id"])
            act.delete(Theme, [row["id"]])
        act.summary = ", ".join(f"'{name}'" for name in names)


def _theme(act: Act, name: str, create: bool) -> tuple[int, str]:
    row = find_known(act.connection, Theme, name) if create else find(act.connection, Theme, name)
    if row is None:
        return new_theme(act, clean_name(name)), clean_name(name)
    return row["id"], row["name"]


def _links(act: Act, theme: str) -> dict[int, int]:
    """What makes the theme of that name gather its codes, by code."""
    return dict(fetch(act.connection, _LINKS, theme=theme))


def _asked_to_gather(themes: Iterable[str], codes: Iterable[str], *, create: bool = False) -> Iterator[Asked]:
    """What is asked to let themes gather codes, or leave them."""
    for theme in themes:
        yield _LINKS, {"theme": theme}
        yield from names_asked(Theme, [theme])
    yield from names_asked(Code, codes)
    if create:
        yield from asked_of_new(Theme)


def _all_on(act: Act, themes: Sequence[int]) -> list[OnTheme]:
    """What hangs on each of the themes."""
    ask_ahead(act.connection, *(asked for key in themes for asked in hanging_asked(HANGS_ON_THEME, [key])))
    return [{hook: hanging(act.connection, hook, [key]) for hook in HANGS_ON_THEME} for key in themes]


def _pour(act: Act, poured: OnTheme, target: int, there: OnTheme) -> OnTheme:
    """Let what hangs on a theme hang on another; returns what hangs there then, of codes and summaries."""
    codes = {link["code_id"] for link in there[LINKS]}
    for link in poured[LINKS]:
        act.delete(ThemeCode, [link["id"]])
        if link["code_id"] not in codes:
            act.insert(ThemeCode, theme_id=target, code_id=link["code_id"])
    act.update_many(Memo, keys_of(poured[MEMOS]), theme_id=target)
    move_children(act, Theme, poured[BENEATH], target)
    summaries = move_summaries(act, "theme_id", poured[SUMMARIES], target, there[SUMMARIES])
    return {LINKS: there[LINKS] + poured[LINKS], SUMMARIES: summaries}
