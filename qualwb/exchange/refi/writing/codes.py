"""Codes and themes: ``CodeBook`` and ``Sets``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualwb.colours import parsed_colour
from qualwb.exchange.refi.writing.descriptions import described
from qualwb.exchange.refi.writing.elements import below, guid, refer, text_below
from qualwb.exchange.refi.writing.layout import ProjectLayout, theme_paths
from qualwb.portable.arrival import code_for_theme, stable_id
from qualwb.portable.records import Code, PortableProject, Theme, Uid
from qualwb.safe_text import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element


def write_codes(root: "_Element", layout: ProjectLayout) -> None:
    """Append the ``CodeBook``, with themes above their codes where that is wished."""
    project = layout.project
    tree = FileCodes.of(project, with_themes=layout.wishes.as_codes)
    if tree.beneath.get(None):
        codes = below(below(root, "CodeBook"), "Codes")
        _write_level(codes, None, tree, layout)


def write_sets(root: "_Element", layout: ProjectLayout) -> None:
    """Append ``Sets``: themes with the codes they gather, and groups where the program has them so."""
    project, target = layout.project, layout.target
    themes = project.themes if layout.wishes.as_sets else ()
    groups = project.groups if target.groups_as_sets else ()
    if not themes and not groups:
        return
    sets, paths = below(root, "Sets"), theme_paths(project)
    for theme in themes:
        element = below(sets, "Set", {"guid": guid(theme.uid), "name": paths[theme.uid]})
        memos = layout.memos.get(("theme", theme.uid), ())
        text_below(element, "Description", described(theme, () if target.notes else memos))
        for code in theme.codes:
            refer(element, "MemberCode", code)
        for memo in memos if target.notes else ():
            refer(element, "MemberNote", memo.uid)
    for group in groups:
        named = {"guid": stable_id("group set", group.uid), "name": one_line(group.name)}
        element = below(sets, "Set", named)
        for source in layout.sources_of.get(group.uid, ()):
            if source.group == group.uid:
                refer(element, "MemberSource", source.uid)


@dataclass(frozen=True, slots=True)
class FileCodes:
    """What lies beneath what in the codebook of the file."""

    beneath: Mapping[Uid | None, tuple[Code | Theme, ...]]
    """Themes, where they are codes, before codes; None is the top."""
    gathered_elsewhere: int
    """How often a theme gathers a code that does not lie beneath it, where themes are codes."""

    @classmethod
    def of(cls, project: PortableProject, *, with_themes: bool) -> "FileCodes":
        """The codes as they nest; ``with_themes``, those at the top lie beneath the first theme of theirs."""
        themes = project.themes if with_themes else ()
        first = {code: theme.uid for theme in reversed(themes) for code in theme.codes}
        beneath: dict[Uid | None, list[Code | Theme]] = {}
        for theme in themes:
            beneath.setdefault(theme.parent, []).append(theme)
        for code in project.codes:
            beneath.setdefault(code.parent or first.get(code.uid), []).append(code)
        tops = _topmost(project)
        elsewhere = sum(first.get(tops[code]) != theme.uid for theme in themes for code in theme.codes)
        return cls({above: tuple(nodes) for above, nodes in beneath.items()}, elsewhere)


def _topmost(project: PortableProject) -> dict[Uid, Uid]:
    parents = {code.uid: code.parent for code in project.codes}
    tops = {}
    for code in parents:
        at = code
        while (above := parents.get(at)) is not None:
            at = above
        tops[code] = at
    return tops


def _write_level(parent: "_Element", above: Uid | None, tree: FileCodes, layout: ProjectLayout) -> None:
    for node in tree.beneath.get(above, ()):
        _write_level(_write_node(parent, node, layout), node.uid, tree, layout)


def _write_node(parent: "_Element", node: Code | Theme, layout: ProjectLayout) -> "_Element":
    is_code = isinstance(node, Code)
    uid = node.uid if is_code else code_for_theme(node.uid)
    colour = parsed_colour(node.colour) if isinstance(node, Code) else None
    element = below(
        parent,
        "Code",
        {
            "guid": guid(uid),
            "name": one_line(node.name),
            "isCodable": "true" if is_code else "false",
            **({"color": colour} if colour else {}),
        },
    )
    once = is_code or not layout.wishes.as_sets
    memos = layout.memos.get(("code" if is_code else "theme", node.uid), ()) if once else ()
    text_below(element, "Description", described(node, () if layout.target.notes else memos))
    for memo in memos if layout.target.notes else ():
        refer(element, "NoteRef", memo.uid)
    return element
