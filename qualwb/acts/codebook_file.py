"""The canonical codebook file: YAML with the keys that codebooks/README.md describes."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import yaml

from qualwb.acts.codebook_entries import PLAIN_MEMO, Codebook, CodeEntry, MemoEntry, ThemeEntry
from qualwb.acts.codebook_input import BadCodebook, refuse_unbounded_yaml
from qualwb.acts.memos import KINDS
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.portable.guid_text import as_guid
from qualwb.safe_text import cleaned
from qualwb.same_name import same_name
from qualwb.system_errors import reason_of
from qualwb.transcripts.bounded_yaml import LOADER

T = TypeVar("T")


def parse_codebook(text: str, name: str) -> Codebook:
    """The codebook in a YAML text; ``name`` of the file is for messages.

    Raises ``BadCodebook`` for text that is no YAML or has no bounds, unknown keys, values of the wrong kind,
    names twice.
    """
    try:
        refuse_unbounded_yaml(text, name)
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise BadCodebook(
            name, mark.line + 1 if mark else 1, _("not YAML: {why}.").format(why=problem)
        ) from None
    if root is None:
        raise BadCodebook(name, 1, _("the file is empty."))
    return _YamlReader(name).codebook(root)


def load_codebook(path: Path) -> Codebook:
    """The codebook in a file. Raises ``BadCodebook``, ``QualwbError`` when it can't be read."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise QualwbError(f"{path}: {reason_of(error)}.") from None
    except UnicodeDecodeError:
        raise BadCodebook(path.name, 1, _("not UTF-8."), _("Save the file as UTF-8.")) from None
    return parse_codebook(text, path.name)


def dump_codebook(codebook: Codebook) -> str:
    """The codebook as canonical YAML: keys in the order of the form, empty ones left out."""
    return yaml.dump(
        {"codebook": codebook.name, **_plain(codebook, skip=("name",))},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks."""


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    block = "\n" in text and all(line == line.rstrip() for line in text.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if block else None)


_Dumper.add_representer(str, _text_node)


def _plain(entry: Codebook | ThemeEntry | CodeEntry, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for column in fields(entry):
        value = getattr(entry, column.name)
        if not value or column.name in skip:
            continue
        if isinstance(value, tuple):
            value = [_plain_part(part) for part in value]
        plain[column.name] = value
    return plain


def _plain_part(part: str | MemoEntry | ThemeEntry | CodeEntry) -> Any:
    if isinstance(part, MemoEntry):
        return part.text if part.kind == PLAIN_MEMO else {"kind": part.kind, "text": part.text}
    return part if isinstance(part, str) else _plain(part)


class _YamlReader:
    """Nodes to entries; each error knows its line."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[tuple[str, str], int] = {}

    def codebook(self, root: yaml.Node) -> Codebook:
        values = dict(self.values(root, {"codebook", *_names(Codebook)} - {"name"}))
        if "codebook" not in values:
            raise self.bad(root, _("the key 'codebook' is missing."), _("Give the codebook a short name."))
        book = Codebook(
            self.text(values.pop("codebook")),
            themes=self.entries(values.pop("themes", None), self.theme),
            codes=self.entries(values.pop("codes", None), self.code),
            **{key: self.text(node) for key, node in values.items()},
        )
        self.refuse_conflicts(book)
        return book

    def theme(self, node: yaml.Node) -> ThemeEntry:
        values = self.named(node, _names(ThemeEntry))
        themes = self.entries(values.pop("themes", None), self.theme)
        codes = self.entries(values.pop("codes", None), self.code)
        memos = self.entries(values.pop("memos", None), self.memo)
        texts = {key: self.text(value) for key, value in values.items()}
        self.once("theme", texts["name"], node)
        return ThemeEntry(themes=themes, codes=codes, memos=memos, guid=self.guid(texts, node), **texts)

    def code(self, node: yaml.Node) -> CodeEntry:
        values = self.named(node, _names(CodeEntry))
        codes = self.entries(values.pop("codes", None), self.code)
        examples = self.entries(values.pop("examples", None), self.text)
        memos = self.entries(values.pop("memos", None), self.memo)
        texts = {key: self.text(value) for key, value in values.items()}
        entry = CodeEntry(examples=examples, codes=codes, memos=memos, guid=self.guid(texts, node), **texts)
        if not entry.is_reference:
            self.once("code", entry.name, node)
        return entry

    def memo(self, node: yaml.Node) -> MemoEntry:
        if isinstance(node, yaml.ScalarNode):
            return MemoEntry(self.text(node))
        values = {key: self.text(value) for key, value in self.values(node, _names(MemoEntry))}
        if values.get("kind", PLAIN_MEMO) not in KINDS:
            raise self.bad(
                node,
                _("'{kind}' is no kind of memo.").format(kind=values["kind"]),
                _("There are: {names}.").format(names=", ".join(KINDS)),
            )
        if not values.get("text"):
            raise self.bad(node, _("The memo is empty."))
        return MemoEntry(**values)

    def guid(self, texts: dict[str, str], node: yaml.Node) -> str:
        """Take the GUID out of the texts of an entry."""
        written = texts.pop("guid", "")
        if not written:
            return ""
        guid = as_guid(written)
        if not guid:
            raise self.bad(node, _("'{guid}' is no GUID.").format(guid=written))
        self.once("guid", guid, node)
        return guid

    def named(self, node: yaml.Node, allowed: set[str]) -> dict[str, yaml.Node]:
        values = dict(self.values(node, allowed))
        if "name" not in values:
            raise self.bad(node, _("the key 'name' is missing."))
        if not self.text(values["name"]).strip():
            raise self.bad(values["name"], _("the name is empty."))
        return values

    def values(self, node: yaml.Node, allowed: set[str]) -> Iterator[tuple[str, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self.bad(node, _("here a mapping with keys is wanted."))
        seen = set()
        for key, value in node.value:
            name = self.text(key)
            if name not in allowed:
                raise self.bad(
                    key,
                    _("unknown key '{key}'.").format(key=name),
                    _("Keys here: {keys}.").format(keys=", ".join(sorted(allowed))),
                )
            if name in seen:
                raise self.bad(key, _("the key '{key}' stands twice.").format(key=name))
            seen.add(name)
            if not (isinstance(value, yaml.ScalarNode) and value.tag.endswith(":null")):
                yield name, value

    def entries(self, node: yaml.Node | None, entry: Callable[[yaml.Node], T]) -> tuple[T, ...]:
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            raise self.bad(node, _("here a list is wanted."))
        return tuple(entry(part) for part in node.value)

    def text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self.bad(node, _("here a text is wanted."), _("Put texts with ': ' between quotes."))
        return cleaned(str(node.value)).strip()

    def once(self, kind: str, name: str, node: yaml.Node) -> None:
        line = node.start_mark.line + 1
        first = self.lines.setdefault((kind, same_name(name)), line)
        if first != line:
            raise self.bad(
                node, _("'{name}' is already described in line {line}.").format(name=name, line=first)
            )

    def refuse_conflicts(self, book: Codebook) -> None:
        above: dict[str, str] = {}
        for code, parent in book.all_codes():
            if parent is None:
                continue
            first = above.setdefault(same_name(code.name), same_name(parent.name))
            if first != same_name(parent.name) or first == same_name(code.name):
                line = self.lines.get(("code", same_name(code.name)), 1)
                raise BadCodebook(
                    self.name, line, _("'{name}' lies beneath two codes.").format(name=code.name)
                )

    def bad(self, node: yaml.Node, what: str, hint: str = "") -> BadCodebook:
        return BadCodebook(self.name, node.start_mark.line + 1, what, hint)


def _names(entry: type) -> set[str]:
    return {column.name for column in fields(entry)}
