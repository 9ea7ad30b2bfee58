"""Proposed themes, merges and splits in words: a line in the list, and what is to be read of each."""

from collections.abc import Iterator, Sequence

from qualwb.localization import decimal, ngettext
from qualwb.localization import gettext as _
from qualwb.suggest.evidence import CodedText
from qualwb.suggest.themes.merge_proposals import ProposedMerge
from qualwb.suggest.themes.project_proposals import ProjectProposals, Proposal
from qualwb.suggest.themes.split_proposals import ProposedSplit
from qualwb.suggest.themes.theme_proposals import ProposedTheme
from qualwb.suggest.themes.why_none import why_no_merges, why_no_splits, why_no_themes

MOST_PASSAGES = 4
"""Passages that are shown of what speaks for a proposal, or of each half."""


def in_order(found: ProjectProposals) -> list[Proposal]:
    """What is proposed: themes, then merges, then splits."""
    return [*found.themes.proposals, *found.merges.proposals, *found.splits.proposals]


def why_none(found: ProjectProposals) -> str:
    """Why nothing is proposed, and what would help."""
    return "\n".join(
        (
            why_no_themes(found.codes, found.without_theme),
            why_no_merges(),
            why_no_splits(found.splits, by_meaning=found.known is not None),
        )
    )


def line_of(proposal: Proposal) -> str:
    """What is proposed, on one line."""
    match proposal:
        case ProposedMerge():
            return _("merge? {one} + {other}").format(one=proposal.codes[0], other=proposal.codes[1])
        case ProposedSplit():
            return _("split? {code}").format(code=proposal.code)
        case ProposedTheme():
            codes = ", ".join(proposal.codes)
            if proposal.joins is not None:
                return _("to '{theme}': {codes}").format(theme=proposal.joins, codes=codes)
            return _("theme? {name}: {codes}").format(name=proposal.name, codes=codes)


def told_of(proposal: Proposal) -> str:
    """All that speaks for a proposal, with passages to read."""
    match proposal:
        case ProposedMerge():
            told = _merge(proposal)
        case ProposedSplit():
            told = _split(proposal)
        case ProposedTheme():
            told = _theme(proposal)
    return "\n".join(told)


def _theme(one: ProposedTheme) -> Iterator[str]:
    yield _("Codes: {codes}").format(codes="; ".join(one.codes))
    groups = ", ".join(f"{group}: {n}" for group, n in one.by_group.items())
    passages = _in_all_rounds(one.passages)
    yield f"{passages} ({groups})" if groups else passages
    yield _("How firm: {word} ({number})").format(word=one.firmness, number=decimal(one.silhouette, 2))
    yield ""
    yield _("What speaks for it:")
    for tie in one.ties:
        yield f"· {tie.told}"
        yield from _quoted(tie.passages[:MOST_PASSAGES], (*one.codes, *tie.names))
    if one.parted:
        yield ""
        yield _("What speaks against it:")
        yield from (f"· {part.told}" for part in one.parted)


def _in_all_rounds(n: int) -> str:
    """How many passages, whichever round they were coded in."""
    return ngettext("{n} passage, in all rounds", "{n} passages, in all rounds", n).format(n=n)


def _merge(one: ProposedMerge) -> Iterator[str]:
    for code, n in zip(one.codes, one.passages, strict=True):
        yield f"{code}: " + _in_all_rounds(n)
    yield ""
    yield _("What speaks for it:")
    yield f"· {one.reason}"
    yield from _quoted(one.examples, one.codes)


def _split(one: ProposedSplit) -> Iterator[str]:
    yield _("Its passages fall in two groups; as good a division is chance with p = {p}.").format(
        p=decimal(one.p, 3)
    )
    for half in one.halves:
        yield ""
        passages = ngettext("{n} passage", "{n} passages", len(half.passages)).format(n=len(half.passages))
        yield f"{passages}: {', '.join(half.words) or '–'}"
        yield from _quoted(half.passages[:MOST_PASSAGES], ())


def _quoted(passages: Sequence[CodedText], codes: Sequence[str]) -> Iterator[str]:
    """The passages, each with those of the codes that it bears."""
    for passage in passages:
        told = ", ".join(code for code in passage.codes if code in codes)
        where = f"{passage.place.source} ({told})" if told else passage.place.source
        yield f"  {where}: {' '.join(passage.text.split())}"
