"""The project as it will be when another one has been merged into it. Nothing is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from qualwb.acts.merging.contest import THEIRS, mark_of_coder
from qualwb.acts.merging.findings import Corrections, Findings, Unplaced
from qualwb.acts.merging.history import History, read_history
from qualwb.acts.merging.joining import Joining
from qualwb.acts.merging.matching import match_passages, match_things
from qualwb.acts.merging.mending import mend
from qualwb.acts.merging.merged_codes import codes_became, hung_on, take_merged
from qualwb.acts.merging.set_aside import set_aside
from qualwb.acts.merging.state import Mark, State, read_state
from qualwb.acts.merging.texts import Lost, Path, SettledText, followed, path, settle_text
from qualwb.acts.merging.turns import JoinedTurns, TurnsSide, join_turns
from qualwb.localization import gettext as _
from qualwb.model import Change, Coder, Memo, Source
from qualwb.store.journal import table_of
from qualwb.store.open_project import now

Progress = Callable[[str], None]
"""Told what is done next, for a person who waits."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Our project as it is and as it will be, and what was found on the way."""

    ours: State
    followed: State
    """Ours with its passages where they stand in the texts that are in use."""
    joined: State
    findings: Findings
    pasts: tuple[History, History]
    """The history of ours and of the other, under the same marks."""
    turns: Mapping[Mark, JoinedTurns]
    """Of the sources that both projects have."""
    became: Mapping[Mark, Mark]
    """Codes that one of the projects merged, with what they became."""

    @property
    def changes(self) -> bool:
        """Whether anything will differ."""
        ours, joined = self.ours, self.joined
        return (ours.rows, ours.versions, ours.turns) != (joined.rows, joined.versions, joined.turns)


def plan_of(
    connection: Connection, coder: str, theirs: State, their_past: History, progress: Progress
) -> Plan:
    """The plan for the project of a connection, merged by the coder of that name with another one."""
    progress(_("reading this project"))
    ours = read_state(connection)
    our_past = read_history(connection, ours)
    progress(_("matching"))
    theirs, their_past = match_things(ours, theirs, our_past, their_past)
    became = codes_became(ours, theirs, (our_past, their_past))
    hung, our_past = hung_on(ours, our_past, became)
    as_it_hung = theirs
    theirs, their_past = hung_on(theirs, their_past, became)
    texts = _settled_texts(ours, theirs)
    our_paths = {mark: path(ours, mark, texts[mark], texts[mark].edits) for mark in ours.versions}
    their_paths = {mark: path(theirs, mark, texts[mark], texts[mark].their_edits) for mark in theirs.versions}
    moved, lost = followed(hung, our_paths)
    theirs, their_lost = followed(theirs, their_paths)
    theirs, their_past = match_passages(moved, theirs, their_past)
    progress(_("joining"))
    sides = {mark: _side(settled) for mark, settled in texts.items()}
    author, pasts = _mark_of_coder(ours, theirs, coder), (our_past, their_past)
    joining = Joining(moved, theirs, pasts, sides, author, now())
    joining.join()
    _note_texts(joining, texts)
    both = _joined_turns(joining, our_paths, their_paths)
    turns = {**theirs.turns, **ours.turns, **{mark: joined.turns for mark, joined in both.items()}}
    take_merged(joining, became, as_it_hung)
    mend(joining)
    joining.note_taken()
    _add_author(joining, coder)
    _note_lost(joining, ours, [*lost, *their_lost])
    versions = {mark: settled.versions for mark, settled in texts.items()}
    joined = replace(ours, rows=joining.rows, versions=versions, turns=turns)
    return Plan(ours, moved, joined, joining.findings, pasts, both, became)


def newest_change(connection: Connection) -> int:
    """The number of the journal's last change; 0 while there is none."""
    return connection.execute(select(func.max(Change.id))).scalar() or 0


def _settled_texts(ours: State, theirs: State) -> dict[Mark, SettledText]:
    both = (mark for mark in theirs.versions if mark in ours.versions)
    settled = {mark: settle_text(ours, theirs, mark) for mark in both}
    alone = {**theirs.versions, **ours.versions}
    order = [*ours.versions, *(mark for mark in theirs.versions if mark not in ours.versions)]
    return {mark: settled.get(mark) or SettledText(alone[mark], None, None, apart=False) for mark in order}


def _side(settled: SettledText) -> int | None:
    """Whose text is in use: ours 0, theirs 1, None where both have it."""
    if settled.edits is None and settled.their_edits is None:
        return None
    return int(settled.edits is not None)


def _mark_of_coder(ours: State, theirs: State, coder: str) -> Mark:
    known = {**theirs.rows[Coder], **ours.rows[Coder]}
    found = (mark for mark, row in known.items() if row["name"] == coder)
    return next(found, mark_of_coder(coder))


def _add_author(joining: Joining, coder: str) -> None:
    """The one who merges becomes a coder of the project, if something had to be written in their name."""
    author = joining.author
    wrote = any(memo["coder_id"] == author for memo in joining.rows[Memo].values())
    if wrote and author not in joining.rows[Coder]:
        joining.rows[Coder][author] = {"name": coder}


def _note_texts(joining: Joining, texts: Mapping[Mark, SettledText]) -> None:
    """Texts that came after ours, and those that were corrected on both sides."""
    for mark, settled in texts.items():
        if mark not in joining.ours.versions or mark not in joining.theirs.versions:
            continue
        name, findings = joining.label(Source, mark), joining.findings
        if settled.edits is not None:
            findings.corrected.append(_corrected_there(joining, mark, name))
        if settled.apart:
            _tell_set_aside(joining, mark, name, ours_in_use=settled.edits is None)
        elif settled.edits is not None:
            findings.changed["text_version"] += 1
            findings.found["text_version"] += 1


def _corrected_there(joining: Joining, source: Mark, name: str) -> Corrections:
    """What was corrected there in a text of theirs that is in use now, and by whom."""
    had = {version.sha256 for version in joining.ours.versions[source]}
    correctors = joining.pasts[THEIRS].correctors
    new = (one.sha256 for one in joining.theirs.versions[source] if one.sha256 not in had)
    coders = dict.fromkeys(correctors[sha] for sha in new if sha in correctors)
    return Corrections(name, tuple(coders), set_aside(joining.theirs, joining.ours, source))


def _tell_set_aside(joining: Joining, source: Mark, name: str, *, ours_in_use: bool) -> None:
    """Tell of two texts that were corrected apart what is not in use, and keep that in a memo."""
    states = joining.ours, joining.theirs
    winner, loser = states if ours_in_use else states[::-1]
    others = "\n".join(set_aside(loser, winner, source))
    whose = (_("the later correction, here"), _("the later correction, of the other project"))
    done = _("codings followed to the text in use")
    if others and not joining.told(Source, source, "text", others):
        joining.tell(Source, source, "text", others, {"source_id": source}, joining.author)
        done = _("the other ones are listed in a memo; codings followed to the text in use")
    kept = whose[0 if ours_in_use else 1]
    joining.findings.conflict(Source, name, "text", kept, others, done)


def _joined_turns(
    joining: Joining, our_paths: Mapping[Mark, Path], their_paths: Mapping[Mark, Path]
) -> dict[Mark, JoinedTurns]:
    """The turns of the sources that both projects have; what is not in use of them is told."""
    found = {}
    for source in our_paths.keys() & their_paths.keys():
        states = ((joining.ours, our_paths), (joining.theirs, their_paths))
        ours, theirs = (
            TurnsSide(source, state.turns[source], paths[source], past)
            for (state, paths), past in zip(states, joining.pasts, strict=True)
        )
        found[source] = join_turns((ours, theirs), joining.label)
        if found[source].others:
            _tell_turns(joining, source, "\n".join(found[source].others))
    return found


def _tell_turns(joining: Joining, source: Mark, others: str) -> None:
    if joining.told(Source, source, "turns", others):
        return
    joining.tell(Source, source, "turns", others, {"source_id": source}, joining.author)
    done = _("the other ones are listed in a memo")
    joining.findings.conflict(Source, joining.label(Source, source), "turns", "", others, done)


def _note_lost(joining: Joining, ours: State, lost: list[Lost]) -> None:
    """Passages that are orphans now and were none here before."""
    noted = set()
    for one in lost:
        row, before = joining.rows[one.kind].get(one.mark), ours.rows[one.kind].get(one.mark)
        was_orphan = before is not None and before["orphaned_from"] is not None
        if row is None or row["orphaned_from"] is None or was_orphan or one.mark in noted:
            continue
        noted.add(one.mark)
        what = joining.what(one.kind, one.mark, row)
        joining.findings.unplaced.append(Unplaced(table_of(one.kind).name, what, one.quote))
