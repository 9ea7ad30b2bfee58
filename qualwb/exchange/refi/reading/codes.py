"""Codes and the themes that sets make of them, read as in a codebook, with the memos on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualwb.exchange.codebooks.drafts import Draft
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.refi_codes import RefiCodes, read_codes, read_sets
from qualwb.exchange.hardened_xml import children
from qualwb.exchange.refi.reading.file_context import FileContext
from qualwb.exchange.refi.reading.memos import MemoShelf, Place
from qualwb.portable.guid_text import bare_guid
from qualwb.portable.records import Code, Theme, Uid

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True)
class CodeTree:
    """The codes and themes of a file."""

    codes: tuple[Code, ...]
    themes: tuple[Theme, ...]
    by_guid: dict[str, Uid]
    """The codes by the ids that the file refers to them by."""


def read_code_tree(root: "_Element", context: FileContext, memos: MemoShelf) -> CodeTree:
    """All codes and themes. Raises ``BadCodebook`` for more of them, or deeper, than a codebook has."""
    findings = Findings(context.name)
    read = _joined(root, findings, own=context.own)
    drafts = list(_walked(read.codes.tops))
    uids = {draft: _uid(context, "code", draft) for draft in drafts}
    codes = tuple(_code(draft, uids, memos, root) for draft in drafts)
    theme_drafts = list(_walked(read.themes.tops))
    theme_uids = {draft: _uid(context, "theme", draft) for draft in theme_drafts}
    _hang_notes(root, read, theme_uids, memos)
    themes = tuple(_theme(draft, theme_uids, uids, memos, root) for draft in theme_drafts)
    _tell(findings, context)
    return CodeTree(codes, themes, {guid: uids[draft] for guid, draft in read.code_by_guid.items()})


def _joined(root: "_Element", findings: Findings, *, own: bool) -> RefiCodes:
    """The codes of the first code book, and the sets; in ``own`` files those of notes are themes too."""
    books = list(children(root, "CodeBook"))
    read = read_codes(books[0], findings) if books else RefiCodes(findings)
    read_sets(root, read, notes_too=own)
    return read


def _walked(drafts: Sequence[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        yield draft
        yield from _walked(draft.beneath)


def _uid(context: FileContext, kind: str, draft: Draft) -> Uid:
    return context.new_uid(kind, draft.guid or None, *draft.path, draft.name)


def _code(draft: Draft, uids: dict[Draft, Uid], memos: MemoShelf, root: "_Element") -> Code:
    uid, texts = uids[draft], draft.values
    place = Place("code", uid)
    for memo in draft.memos:
        memos.say(memo.text, place, root, memo.kind)
    for note in draft.notes:
        memos.hang(note, place)
    return Code(
        uid,
        draft.name,
        uids[draft.above] if draft.above else None,
        **{name: texts.get(name, "") for name in ("definition", "include", "exclude", "examples", "colour")},
    )


def _theme(
    draft: Draft, uids: dict[Draft, Uid], codes: dict[Draft, Uid], memos: MemoShelf, root: "_Element"
) -> Theme:
    uid, texts = uids[draft], draft.values
    for memo in draft.memos:
        memos.say(memo.text, Place("theme", uid), root, memo.kind)
    return Theme(
        uid,
        draft.name,
        uids[draft.above] if draft.above else None,
        codes=tuple(codes[one] for one in draft.gathered),
        **{name: texts.get(name, "") for name in ("definition", "boundary", "counter_examples", "claim")},
    )


def _hang_notes(root: "_Element", read: RefiCodes, uids: dict[Draft, Uid], memos: MemoShelf) -> None:
    for sets in children(root, "Sets"):
        for one in children(sets, "Set"):
            theme = read.theme_by_guid.get(bare_guid(one.get("guid")))
            if theme is not None:
                memos.refer(one, Place("theme", uids[theme]))


def _tell(findings: Findings, context: FileContext) -> None:
    """What the readers of codebooks say: what is left aside, and what is taken otherwise."""
    for said in findings.refused:
        context.ledger.refuse("detail", said, "")
    context.ledger.notices += [*findings.remarks, *findings.taken_out.notices()]
