"""The codes and themes of a project in the canonical form of codebooks, with their stable ids.

Every code stands once, in the tree of codes; themes name theirs.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qualwb.colours import parsed_colour
from qualwb.exchange.folder.columns import without_empty
from qualwb.exchange.folder.entries import FileEntry, tell_unknown_keys
from qualwb.exchange.folder.forms import CODEBOOK
from qualwb.exchange.folder.references import References
from qualwb.exchange.folder.yaml_text import mappings, read_mapping, written_yaml
from qualwb.localization import gettext as _
from qualwb.portable.arrival import stable_id
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Code, PortableProject, Theme, Uid
from qualwb.safe_text import cleaned, one_line
from qualwb.same_name import same_name

_CODE_TEXTS = ("definition", "include", "exclude")
_THEME_TEXTS = ("definition", "boundary", "counter_examples", "claim")


def written_codebook(project: PortableProject) -> str:
    """The codebook as yaml; '' where the project has none."""
    if not project.codes and not project.themes:
        return ""
    names = {code.uid: code.name for code in project.codes}

    def code(one: Code) -> dict[str, Any]:
        told: dict[str, Any] = {"name": one.name}
        told |= {name: getattr(one, name) for name in _CODE_TEXTS}
        told["examples"] = one.examples.split("\n") if one.examples else []
        told |= {"colour": one.colour, "guid": one.uid}
        return without_empty(told | {"codes": [code(beneath) for beneath in codes.get(one.uid, ())]})

    def theme(one: Theme) -> dict[str, Any]:
        told: dict[str, Any] = {"name": one.name}
        told |= {name: getattr(one, name) for name in _THEME_TEXTS}
        told |= {"guid": one.uid, "themes": [theme(beneath) for beneath in themes.get(one.uid, ())]}
        return without_empty(told | {"codes": [{"name": names[uid]} for uid in one.codes if uid in names]})

    codes, themes = _beneath(project.codes), _beneath(project.themes)
    book = {"codebook": project.name or "codebook"}
    tops: dict[str, Any] = {"codes": [code(one) for one in codes.get(None, ())]}
    tops |= {"themes": [theme(one) for one in themes.get(None, ())]}
    return written_yaml(book | without_empty(tops))


def read_codebook(text: str, ledger: Ledger) -> tuple[tuple[Code, ...], tuple[Theme, ...]]:
    """The codes and themes, above before beneath. Raises ``BadFolder``."""
    return _CodebookReader(ledger).read(read_mapping(text, CODEBOOK))


class _CodebookReader:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._codes: list[Code] = []
        self._themes: list[Theme] = []
        self._mentions: list[tuple[Uid, str, FileEntry]] = []
        """Theme by id and name, and its mention of a code."""
        self._lines: dict[Uid, str] = {}

    def read(self, book: FileEntry) -> tuple[tuple[Code, ...], tuple[Theme, ...]]:
        tell_unknown_keys([book], ("codebook", "codes", "themes"), self._ledger)
        self._read_codes(_list(book, "codes"), None)
        self._read_themes(_list(book, "themes"), None)
        known = References((code.uid, code.name) for code in self._codes)
        gathered: dict[Uid, list[Uid]] = {}
        for theme, name, mention in self._mentions:
            uid = known.found(mention.text("guid")) or known.found(cleaned(mention.text("name")))
            if uid is None:
                what = f"{mention.place}: {name}: {mention.text('name')}"
                self._ledger.refuse("code", what, _("the theme gathers a code that is not in the codebook"))
            else:
                gathered.setdefault(theme, []).append(uid)
        themes = (replace(one, codes=tuple(dict.fromkeys(gathered.get(one.uid, ())))) for one in self._themes)
        return tuple(self._codes), tuple(themes)

    def _uid(self, kind: str, entry: FileEntry) -> Uid:
        """Its id; one of its name where it has none, or that of another one."""
        uid = entry.text("guid").strip()
        if uid in self._lines:
            why = _("its id stands in {place} already; it gets its own").format(place=self._lines[uid])
            self._ledger.change(kind, f"{entry.place}: {entry.text('name')}", why)
            uid = ""
        uid = uid or stable_id(kind, same_name(entry.text("name")))
        self._lines[uid] = entry.place
        return uid

    def _read_codes(self, entries: Sequence[FileEntry], parent: Uid | None) -> None:
        tell_unknown_keys(
            entries, ("name", *_CODE_TEXTS, "examples", "colour", "guid", "codes"), self._ledger
        )
        for entry in entries:
            uid = self._uid("code", entry)
            texts = {name: cleaned(entry.text(name)) for name in _CODE_TEXTS}
            examples = entry.get("examples") or ""
            examples = "\n".join(map(str, examples)) if isinstance(examples, list) else str(examples)
            name, colour = cleaned(entry.text("name")), self._colour(entry)
            self._codes.append(Code(uid, name, parent, **texts, examples=cleaned(examples), colour=colour))
            self._read_codes(_list(entry, "codes"), uid)

    def _colour(self, entry: FileEntry) -> str:
        """The colour as '#rrggbb'; '' where none is written, or what is none."""
        written = cleaned(entry.text("colour")).strip()
        colour = parsed_colour(written) if written else ""
        if colour is None:
            why = _("'{colour}' is no colour and is left out").format(colour=one_line(written))
            self._ledger.change("code", f"{entry.place}: {entry.text('name')}", why)
        return colour or ""

    def _read_themes(self, entries: Sequence[FileEntry], parent: Uid | None) -> None:
        tell_unknown_keys(entries, ("name", *_THEME_TEXTS, "guid", "themes", "codes"), self._ledger)
        for entry in entries:
            uid = self._uid("theme", entry)
            texts: dict[str, Any] = {name: cleaned(entry.text(name)) for name in _THEME_TEXTS}
            name = cleaned(entry.text("name"))
            self._themes.append(replace(Theme(uid, name, parent), **texts))
            for mention in _list(entry, "codes"):
                if mention.keys() - {"name", "guid"}:
                    self._read_codes([mention], None)
                self._mentions.append((uid, name, mention))
            self._read_themes(_list(entry, "themes"), uid)


def _list(entry: FileEntry, key: str) -> list[FileEntry]:
    return mappings(entry.get(key), entry.file, entry.line)


def _beneath(records: Sequence[Any]) -> dict[Uid | None, list[Any]]:
    found: dict[Uid | None, list[Any]] = {}
    for one in records:
        found.setdefault(one.parent, []).append(one)
    return found
