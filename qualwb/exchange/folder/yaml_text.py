"""yaml with a line for each line of text; read with bounds, each mapping knowing where it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from qualwb.acts.codebook_input import BadCodebook, refuse_unbounded_yaml
from qualwb.exchange.folder.bad_folder import BadFolder
from qualwb.exchange.folder.entries import FileEntry
from qualwb.localization import gettext as _
from qualwb.portable.soundness import LEVELS
from qualwb.safe_text import cleaned

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BASE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_AT_ONCE = 1000
"""Items of a long list that are read together, so that its bounds are those of a part, not of the whole."""
_DEEPEST = 2 * LEVELS + 4
"""Lists and mappings inside each other: codes as deep as they may nest, each in a list."""
_ITEM = re.compile(r"^- ", re.MULTILINE)


class _BlockDumper(_BASE):
    """Texts of several lines as blocks, where that tells them exactly; nothing is told by reference."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text_node(dumper: Any, text: str) -> yaml.ScalarNode:
    lines = text.split("\n")
    block = len(lines) > 1 and all(line.isprintable() and line == line.rstrip() for line in lines)
    exact = block and text == text.strip()
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if exact else None)


_BlockDumper.add_representer(str, _text_node)


def written_yaml(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """The value as yaml, keys in their order; '' for an empty list."""
    if not value:
        return ""
    return yaml.dump(value, Dumper=_BlockDumper, allow_unicode=True, sort_keys=False, width=100)


def read_mapping(text: str, file: str, first_line: int = 1) -> FileEntry:
    """The mapping that a file holds; empty where it holds nothing. Raises ``BadFolder``."""
    found = _read(text, file, first_line)
    if found is None:
        return FileEntry({}, file, first_line)
    if not isinstance(found, FileEntry):
        raise BadFolder(file, first_line, _("here a mapping with keys is wanted."))
    return found


def read_list(text: str, file: str) -> Iterator[FileEntry]:
    """The mappings of the list that a file holds. Raises ``BadFolder``."""
    for part, line in _parts(text):
        found = _read(part, file, line)
        yield from mappings(found, file, line)


def mappings(found: Any, file: str, line: int) -> list[FileEntry]:
    """A list of mappings, as it must be. Raises ``BadFolder``."""
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(one, FileEntry) for one in found):
        raise BadFolder(file, line, _("here a list of mappings is wanted."))
    return found


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """Parts of a long list with the lines where they begin."""
    starts = [match.start() for match in _ITEM.finditer(text)][_AT_ONCE::_AT_ONCE]
    line = 1
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        yield text[start:end], line
        line += text.count("\n", start, end)


def _read(text: str, file: str, first_line: int) -> Any:
    try:
        refuse_unbounded_yaml(text, file, _DEEPEST)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = first_line + (mark.line if mark else 0)
        raise BadFolder(file, line, _("not YAML: {why}.").format(why=problem)) from None
    except BadCodebook as error:
        raise BadFolder(file, None, error.message.removeprefix(f"{file}:"), error.hint) from None
    return None if root is None else _NodeReader(file, first_line).value(root)


class _NodeReader:
    """Nodes to values; each mapping knows its line."""

    def __init__(self, file: str, first_line: int) -> None:
        self._file, self._first = file, first_line
        self._plain: Any = yaml.constructor.SafeConstructor()

    def value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return FileEntry(self._pairs(node), self._file, self._line(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(part) for part in node.value]
        kind = node.tag.rpartition(":")[2]
        if kind not in ("int", "float", "bool", "null"):
            return cleaned(str(node.value))
        try:
            return self._plain.construct_object(node)
        except (ValueError, yaml.YAMLError):
            raise BadFolder(self._file, self._line(node), _("this is no value.")) from None

    def _pairs(self, node: yaml.MappingNode) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise BadFolder(self._file, self._line(key), _("here a text is wanted."))
            name = cleaned(str(key.value))
            if name in pairs:
                raise BadFolder(
                    self._file, self._line(key), _("the key '{key}' stands twice.").format(key=name)
                )
            pairs[name] = self.value(value)
        return pairs

    def _line(self, node: yaml.Node) -> int:
        return self._first + node.start_mark.line
