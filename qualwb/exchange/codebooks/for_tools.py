"""A codebook as other programs take it in: their columns, their signs between the steps of a path."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qualwb.acts.codebook_entries import Codebook, CodeEntry
from qualwb.errors import QualwbError
from qualwb.exchange.codebooks.codebook_columns import themes_of_codes
from qualwb.exchange.codebooks.codebook_paths import LIST_SIGN, code_paths, joined
from qualwb.exchange.codebooks.labelled_text import labelled
from qualwb.exchange.codebooks.qc_codebook import to_qc
from qualwb.exchange.rendering import render
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.same_name import same_name

MAXQDA_NAME = 63
"""Characters of a name of a code that MAXQDA reads."""


@dataclass(frozen=True, slots=True)
class ForTool:
    """The bytes of a file for another program, and what it has no place for."""

    content: bytes
    left_out: tuple[str, ...] = ()


def codebook_for(tool: str, codebook: Codebook, suffix: str) -> ForTool:
    """The codebook for one of ``TOOLS``, in the format of ``suffix`` or else the tool's first.

    Raises ``QualwbError`` for a format that the tool does not take.
    """
    suffixes, write = TOOLS[tool]
    suffix = suffix.lower() or suffixes[0]
    if suffix not in suffixes:
        raise QualwbError(
            _("{tool} takes no {suffix}.").format(tool=tool, suffix=suffix),
            _("It takes: {names}.").format(names=", ".join(suffixes)),
        )
    return write(codebook, suffix)


def _taguette(codebook: Codebook, suffix: str) -> ForTool:
    rows = [(".".join(path), _description(code)) for path, code in code_paths(codebook)]
    return ForTool(
        _table(("tag", "description"), rows, suffix), (*_themes_left(codebook), *_colours_left(codebook))
    )


def _maxqda(codebook: Codebook, suffix: str) -> ForTool:
    rows = [(joined(path), _description(code)) for path, code in code_paths(codebook)]
    long = [code.name for _path, code in code_paths(codebook) if len(code.name) > MAXQDA_NAME]
    said = (
        [
            _("MAXQDA cuts names after {n} characters: {names}.").format(
                n=MAXQDA_NAME, names=", ".join(f"'{name[:40]}…'" for name in long)
            )
        ]
        if long
        else []
    )
    left = (*said, *_themes_left(codebook), *_colours_left(codebook))
    return ForTool(_table(("Code", "Memo"), rows, suffix), left)


def _atlasti(codebook: Codebook, suffix: str) -> ForTool:
    gathered = themes_of_codes(codebook)
    rows = [
        (joined(path), _description(code), LIST_SIGN.join(gathered.get(same_name(code.name), ())))
        for path, code in code_paths(codebook)
    ]
    return ForTool(_table(("Code", "Comment", "Groups"), rows, suffix), tuple(_colours_left(codebook)))


def _nvivo(codebook: Codebook, suffix: str) -> ForTool:
    rows = [(joined(path, "\\"), _description(code)) for path, code in code_paths(codebook)]
    left = (*_themes_left(codebook), *_colours_left(codebook))
    return ForTool(_table(("Name", "Description"), rows, suffix), left)


def _qualcoder(codebook: Codebook, _suffix: str) -> ForTool:
    lines = []
    for path, code in code_paths(codebook):
        memo = " ".join(_description(code).split())
        lines.append(joined(path, ">>") + (f"\t{memo}" if memo else ""))
    left = (*_themes_left(codebook), *_colours_left(codebook))
    return ForTool("".join(f"{line}\n" for line in lines).encode(), left)


def _qc(codebook: Codebook, _suffix: str) -> ForTool:
    described = sum(1 for _path, code in code_paths(codebook) if _description(code))
    said = ngettext(
        "qc has no place for the description of {n} code.",
        "qc has no place for the descriptions of {n} codes.",
        described,
    ).format(n=described)
    left = ((said,) if described else (), _themes_left(codebook), _colours_left(codebook))
    return ForTool(to_qc(codebook).encode(), tuple(line for part in left for line in part))


TOOLS: dict[str, tuple[tuple[str, ...], Callable[[Codebook, str], ForTool]]] = {
    "taguette": ((".csv", ".xlsx"), _taguette),
    "maxqda": ((".xlsx", ".csv"), _maxqda),
    "qualcoder": ((".txt",), _qualcoder),
    "atlasti": ((".xlsx", ".csv"), _atlasti),
    "nvivo": ((".xlsx", ".docx", ".csv"), _nvivo),
    "qc": ((".yaml", ".yml"), _qc),
}
"""By name: the formats that the program takes, the first the one it likes best, and who writes them."""


def _description(code: CodeEntry) -> str:
    fields = {"english": code.english, "include": code.include, "exclude": code.exclude}
    return labelled(code.definition, fields, code.examples, code.memos)


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], suffix: str) -> bytes:
    content = render(Table(columns, rows), suffix.removeprefix("."))
    return content.encode() if isinstance(content, str) else content


def _themes_left(codebook: Codebook) -> Iterator[str]:
    n = sum(1 for _theme in codebook.all_themes())
    if n:
        yield ngettext("It has no place for {n} theme.", "It has no place for {n} themes.", n).format(n=n)


def _colours_left(codebook: Codebook) -> Iterator[str]:
    n = sum(1 for _path, code in code_paths(codebook) if code.colour)
    if n:
        yield ngettext(
            "It has no place for the colour of {n} code.", "It has no place for the colours of {n} codes.", n
        ).format(n=n)
