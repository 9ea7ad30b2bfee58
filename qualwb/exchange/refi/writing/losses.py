"""What of a project REFI-QDA, or the program that a file is for, has no place for."""

from collections.abc import Iterator

from qualwb.acts.codebook_entries import PLAIN_MEMO
from qualwb.exchange.refi.wishes import ExportWishes
from qualwb.exchange.refi.writing.coders import told_of_coders
from qualwb.exchange.refi.writing.coders_named import told_of_named_coders
from qualwb.exchange.refi.writing.codes import FileCodes
from qualwb.exchange.refi.writing.layout import ProjectLayout
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import PortableProject
from qualwb.portable.soundness import count


def losses(project: PortableProject, wishes: ExportWishes) -> Ledger:
    """The ledger of a file: what is in the project, and what others will not see of it.

    Where the file carries a supplement, what REFI-QDA has no place for is a notice alone: nothing is lost.
    """
    ledger = Ledger()
    count(project, ledger)
    written = told_of_coders(project, wishes.coders)
    homeless = [*_homeless(written)]
    if wishes.supplement and homeless:
        what = ", ".join(phrase for _kind, phrase in homeless)
        ledger.notices.append(_("Only qualwb reads this in the file: {what}.").format(what=what))
    ledger.notices.append(_("The journal, with the reasons for what was done, stays in the project itself."))
    for kind, phrase in () if wishes.supplement else homeless:
        ledger.refuse(kind, phrase, _("REFI-QDA has no place for it"))
    for kind, phrase in _of_coders_alone(project) if wishes.coders == "none" else ():
        ledger.refuse(kind, phrase, _("it tells of coders, who are left out"))
    if again := len(project.codings) - len(written.codings):
        what = ngettext("{n} coding", "{n} codings", again).format(n=again)
        ledger.refuse("coding", what, _("another coder put the same code on the passage"))
    if unsaid := len(project.queries) - len(written.queries):
        what = ngettext("{n} saved query", "{n} saved queries", unsaid).format(n=unsaid)
        ledger.refuse("saved_query", what, _("a coder may be named in it"))
    if "facts" in project.settings.keys() - written.settings.keys():
        ledger.notices.append(_("What the team has answered of itself for the checklists is left out."))
    if wishes.coders != "names":
        ledger.notices += told_of_named_coders(project)
    _note_rounds(written, wishes, ledger)
    _note_codes(written, wishes, ledger)
    _note_memos(written, wishes, ledger)
    _note_speakers(written, wishes, ledger)
    return ledger


def _homeless(project: PortableProject) -> Iterator[tuple[str, str]]:
    """Kinds of records that the format does not know, with how many there are."""
    if (rounds := len(project.rounds)) > 1:
        yield "round", ngettext("{n} round", "{n} rounds", rounds).format(n=rounds)
    if cited := sum(coding.cited for coding in project.codings):
        yield "coding", ngettext("{n} key quote", "{n} key quotes", cited).format(n=cited)
    lost = sum(coding.orphaned_from is not None for coding in project.codings)
    if lost := lost + sum(memo.orphaned_from is not None for memo in project.memos):
        yield "coding", ngettext("{n} orphan", "{n} orphans", lost).format(n=lost)
    if asked := len(project.questions):
        yield "question", ngettext("{n} question", "{n} questions", asked).format(n=asked)
    if timed := sum(turn.time_start is not None for one in project.sources for turn in one.turns):
        yield "source", ngettext("{n} time of a turn", "{n} times of turns", timed).format(n=timed)
    yield from _homeless_records(project)
    yield from _of_coders_alone(project)


def _homeless_records(project: PortableProject) -> Iterator[tuple[str, str]]:
    if kinds := sum(memo.kind != PLAIN_MEMO for memo in project.memos):
        yield "memo", ngettext("{n} kind of a memo", "{n} kinds of memos", kinds).format(n=kinds)
    if made := len(project.prints):
        yield "print_version", ngettext("{n} print version", "{n} print versions", made).format(n=made)
    if made := len(project.summaries):
        yield "summary", ngettext("{n} summary", "{n} summaries", made).format(n=made)
    if made := len(project.queries):
        yield "saved_query", ngettext("{n} saved query", "{n} saved queries", made).format(n=made)


def _of_coders_alone(project: PortableProject) -> Iterator[tuple[str, str]]:
    """Kinds of records that say nothing but what a coder did."""
    if shown := len(project.suggestions):
        yield "suggestion", ngettext("{n} suggestion", "{n} suggestions", shown).format(n=shown)
    if solved := len(project.adjudications):
        yield "adjudication", ngettext("{n} decision", "{n} decisions", solved).format(n=solved)
    if read := len(project.readings):
        yield "reading", ngettext("{n} read source", "{n} read sources", read).format(n=read)
    if done := len(project.finished):
        yield "finished", ngettext("{n} finished source", "{n} finished sources", done).format(n=done)


def _note_rounds(project: PortableProject, wishes: ExportWishes, ledger: Ledger) -> None:
    """Codings that differ in their round alone, for a program that has none."""
    placed = sum(coding.orphaned_from is None for coding in project.codings)
    once = placed - sum(map(len, ProjectLayout(project, wishes).codings.values()))
    if once:
        what = ngettext("{n} coding", "{n} codings", once).format(n=once)
        ledger.refuse("coding", what, _("the same coding stands in another round"))


def _note_codes(project: PortableProject, wishes: ExportWishes, ledger: Ledger) -> None:
    limit = wishes.target.code_name_length
    for code in project.codes if limit else ():
        if len(code.name) > (limit or 0):
            why = _("{program} keeps {n} characters of the name").format(
                program=wishes.target.program, n=limit
            )
            ledger.change("code", code.name, why)
    if project.themes and not (wishes.as_codes or wishes.target.sets):
        what = ngettext("{n} theme", "{n} themes", len(project.themes)).format(n=len(project.themes))
        ledger.refuse("theme", what, _("{program} reads no sets").format(program=wishes.target.program))
    if wishes.as_codes and not (wishes.as_sets and wishes.target.sets):
        elsewhere = FileCodes.of(project, with_themes=True).gathered_elsewhere
        if elsewhere and not wishes.supplement:
            what = ngettext("{n} code in a theme", "{n} codes in themes", elsewhere).format(n=elsewhere)
            ledger.refuse("theme", what, _("a code lies beneath one theme alone"))


def _note_memos(project: PortableProject, wishes: ExportWishes, ledger: Ledger) -> None:
    """Memos on what stands nowhere in the file, where memos are no notes."""
    if wishes.target.notes:
        return
    asked = sum(memo.on == "question" for memo in project.memos)
    if asked:
        what = ngettext("{n} memo", "{n} memos", asked).format(n=asked)
        ledger.refuse("memo", what, _("the question that it is on is not in the file"))
    if described := len(project.memos) - asked:
        what = ngettext("{n} memo", "{n} memos", described).format(n=described)
        ledger.change("memo", what, _("in the description of what it is on, without who wrote it and when"))
    laid_out = ProjectLayout(project, wishes).memos.items()
    together = [len(memos) for (on, _thing), memos in laid_out if on != "question" and len(memos) > 1]
    if together:
        what = ngettext("{n} memo", "{n} memos", sum(together)).format(n=sum(together))
        why = _("joined into {n}, since those on one thing share its description")
        ledger.change("memo", what, why.format(n=len(together)))


def _note_speakers(project: PortableProject, wishes: ExportWishes, ledger: Ledger) -> None:
    """Who says what, where neither labels nor a supplement tells it."""
    if wishes.labels or wishes.supplement:
        return
    if said := sum(bool(turn.speaker) for source in project.sources for turn in source.turns):
        what = ngettext("{n} turn", "{n} turns", said).format(n=said)
        ledger.refuse("source", what, _("the text does not tell who speaks"))
