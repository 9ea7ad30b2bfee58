"""The Swedish catalog: extract the messages, keep their translations, compile.

    python -m tests.localization.catalog            update qualwb.po and qualwb.mo
    python -m tests.localization.catalog --check    list what is missing, fuzzy or obsolete; write nothing

A message whose English changed counts as new: nothing is matched by likeness. Same input, same bytes.
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import takewhile
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from qualwb.cli.click_texts import TEXTS

PACKAGE = Path(__file__).parents[2] / "qualwb"
FOLDER = PACKAGE / "locale" / "sv" / "LC_MESSAGES"
PO, MO = FOLDER / "qualwb.po", FOLDER / "qualwb.mo"
KEYWORDS = {"_": 1, "gettext": 1, "ngettext": 2}
"""The functions that take a message, with how many of their arguments are its texts."""

_HEADERS = {"Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}

Key = str | tuple[str, str]
"""A message as a translation is filed under: its English, or singular and plural."""


class Undated(Catalog):
    """A catalog whose header tells only what readers of the file need, and no dates."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in super().mime_headers if name in _HEADERS]


def key_of(message: Message) -> Key:
    """The English of a message."""
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def forms(message: Message) -> tuple[str, ...]:
    """The Swedish of a message: one text, or singular and plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def translatable(catalog: Catalog) -> Iterator[Message]:
    """The messages of a catalog but for its header."""
    return (message for message in catalog if message.id)


def looked_up() -> dict[tuple[str, str], tuple[str, ...]]:
    """What reaches gettext through a variable, where no extraction sees it: (file, variable) to messages."""
    from qualwb.acts.memos import KINDS
    from qualwb.analysis.columns import KINDS as COLUMN_KINDS
    from qualwb.analysis.matrix_order import ALL, TOTAL
    from qualwb.cli.app import SECTIONS, qualwb
    from qualwb.cli.report_facts import facts
    from qualwb.manual import SCREENS
    from qualwb.model import MEMO_TARGETS

    return {
        ("analysis/matrix_order.py", "ALL"): (ALL,),
        ("analysis/matrix_order.py", "TOTAL"): (TOTAL,),
        ("cli/app.py", "section"): tuple(SECTIONS),
        ("cli/descriptions.py", "description"): tuple(
            filter(None, (*descriptions(qualwb), *descriptions(facts)))
        ),
        ("exchange/figures/heat_map.py", "matrix.columns_kind"): COLUMN_KINDS,
        ("exchange/figures/heat_map.py", "matrix.rows_kind"): ("themes", "codes"),
        ("exchange/tables/matrix.py", "matrix.columns_kind"): COLUMN_KINDS,
        ("exchange/tables/matrix.py", "matrix.rows_kind"): ("themes", "codes"),
        ("exchange/tables/memos.py", "row.kind"): KINDS,
        ("exchange/tables/memos.py", "row.target_kind"): (*MEMO_TARGETS, "project", "passage"),
        ("workbench/screens/code/source_state.py", "memo.kind"): KINDS,
        ("manual/__init__.py", "name"): tuple(name for name, _key in SCREENS),
    }


def calls() -> Iterator[tuple[str, list[ast.expr]]]:
    """Every call of gettext, within f-strings too: the file, and the arguments that are texts."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                yield path.relative_to(PACKAGE).as_posix(), node.args[: KEYWORDS[node.func.id]]


def variables() -> set[tuple[str, str]]:
    """Every call of gettext with something else than a literal: (file, what it is called with)."""
    return {
        (file, ast.unparse(texts[0]))
        for file, texts in calls()
        if not all(isinstance(text, ast.Constant) for text in texts)
    }


def descriptions(command: click.Command) -> Iterator[str]:
    """What a command and those beneath it say of themselves."""
    from qualwb.cli.descriptions import description_of

    yield description_of(command)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            beneath = command.get_command(context, name)
            assert beneath is not None
            yield from descriptions(beneath)


def extracted() -> Catalog:
    """Every message of the package, with the files that it stands in."""
    places: dict[Key, set[str]] = {}
    for file, texts in calls():
        found = [text.value for text in texts if isinstance(text, ast.Constant)]
        if len(found) == len(texts):
            places.setdefault((found[0], found[1]) if len(found) > 1 else found[0], set()).add(file)
    for (file, _variable), messages in looked_up().items():
        for message in messages:
            places.setdefault(message, set()).add(file)
    for key in TEXTS:
        places.setdefault(key, set()).add("cli/click_texts.py")
    catalog = empty()
    for key, files in places.items():
        catalog.add(key, locations=[(f"qualwb/{file}", 0) for file in sorted(files)])
    return catalog


def stored() -> Catalog:
    """The catalog as it lies in the package; empty when there is none."""
    catalog = empty()
    if PO.exists():
        with PO.open("rb") as file:
            read = read_po(file, locale="sv", domain="qualwb")
        # Babel's reader drops the blank lines and the indents of the opening comment.
        lines = PO.read_text("utf-8").splitlines()
        catalog.header_comment = "\n".join(takewhile(lambda line: line.startswith("#"), lines))
        catalog.obsolete = read.obsolete
        for message in translatable(read):
            catalog[message.id] = message
    return catalog


def updated(template: Catalog, old: Catalog) -> Catalog:
    """The template's messages with the old catalog's translations and opening comment."""
    known = {key_of(message): message for message in translatable(old)}
    template.header_comment = old.header_comment
    for message in translatable(template):
        before = known.get(key_of(message))
        if before is not None:
            message.string = before.string
    return template


@dataclass(frozen=True, slots=True)
class Gaps:
    """What keeps a catalog from being whole."""

    missing: tuple[Key, ...]
    fuzzy: tuple[Key, ...]
    obsolete: tuple[Key, ...]


def gaps(template: Catalog, catalog: Catalog) -> Gaps:
    """The messages without Swedish, those marked uncertain, and those no longer in the code."""
    wanted = [key_of(message) for message in translatable(template)]
    there = {key_of(message): message for message in translatable(catalog)}
    return Gaps(
        missing=tuple(key for key in wanted if key not in there or not all(forms(there[key]) or ("",))),
        fuzzy=tuple(key for key, message in there.items() if message.fuzzy),
        obsolete=(*(key for key in there if key not in set(wanted)), *map(key_of, catalog.obsolete.values())),
    )


def po_bytes(catalog: Catalog) -> bytes:
    """The catalog as a .po file: sorted, without dates and line numbers."""
    for message in translatable(catalog):
        # Versions of Babel differ in the formats they guess ('95 % intervals' is none of them).
        message.flags &= {"fuzzy"}
    out = BytesIO()
    write_po(out, catalog, width=100, sort_output=True, include_lineno=False)
    return out.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalog compiled for gettext."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def empty() -> Catalog:
    """A Swedish catalog without messages."""
    return Undated(locale="sv", domain="qualwb", charset="utf-8", fuzzy=False)


def main() -> int:
    """Update the catalog, or tell what it lacks. Exit status 1 when something does."""
    parser = argparse.ArgumentParser(prog="python -m tests.localization.catalog")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; list what is not as it should be"
    )
    check = parser.parse_args().check
    template = extracted()
    if not check:
        catalog = updated(template, stored())
        FOLDER.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(po_bytes(catalog))
        MO.write_bytes(mo_bytes(catalog))
    found = gaps(extracted(), stored())
    for what in ("missing", "fuzzy", "obsolete"):
        for key in getattr(found, what):
            print(f"{what}: {key!r}")
    return int(any((found.missing, found.fuzzy, found.obsolete)))


if __name__ == "__main__":
    sys.exit(main())
