"""A project with a blind round in which two have coded, beside the same one without the other's work."""

import shutil
from dataclasses import replace
from pathlib import Path

from qualwb.acts import codes, codings, memos, print_versions, rounds, suggestions, summaries, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.sources import transcript
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of

SECRET = "bara Bo vet"
"""Stands in everything that Bo writes in the blind round."""
TALK = (("Eva", "Mötena gav något, sade dom."), ("Moderator", "Vad då?"), ("Eva", "Ett papper i handen."))


def blind_projects(folder: Path, round_: str = "två") -> tuple[Path, Path]:
    """A project with a blind round in which Anna has worked, and the same with Bo's work too, in a round.

    What Anna is shown of the two may not differ; at work in the blind round, wherever Bo worked.
    """
    before, after = folder / "a" / "p.qwb", folder / "b" / "p.qwb"
    before.parent.mkdir()
    after.parent.mkdir()
    with ProjectFile.create(before) as project:
        anna = Researcher(project, "Anna")
        import_transcript(anna, transcript_of(), name="Intervju 1", group="Grupp 1")
        for who in (anna, replace(anna, coder="Bo")):
            code(who, "Ingen visste vad det skulle bli", "Ovisshet")
            code(who, "dom gav mycket", "Nytta")
        import_transcript(anna, transcript_of(TALK), name="Intervju 2", group="Grupp 2")
        for name in ("Allt", "Rader", "Spalter"):
            codes.create(anna, name)
        for name, parent in (("Rad", "Rader"), ("Spalt", "Spalter")):
            codes.create(anna, name, parent=parent)
        code(anna, "Det var otydligt", "Allt")
        code(anna, "Mötena gav något", "Nytta", "Intervju 2")
        themes.create(anna, "Mening", codes=["Ovisshet", "Nytta", "Allt"], claim="alla grupper")
        rounds.new_round(anna, "två", blind=True)
        rounds.use_round(anna, "två")
        code(replace(anna, round="två"), "Ingen visste vad det skulle bli", "Ovisshet")
    shutil.copy(before, after)
    with ProjectFile.open(after) as project:
        work(Researcher(project, "Bo", round_))
    return before, after


def code(who: Researcher, words: str, name: str, source: str = "Intervju 1", *, cited: bool = False) -> None:
    with who.project.reading() as connection:
        passage = passage_quoted(connection, source, words)
    codings.apply(who, passage, [name], create=True, cited=cited)


def work(bo: Researcher) -> None:
    """All that a coder may leave behind."""
    for words, name in (
        ("Vi fick ett papper i handen", "Nytta"),
        ("Men mötena var bra", "Allt"),
        ("Men mötena var bra", "Rad"),
        ("Men mötena var bra", "Spalt"),
        ("Ingen visste vad det skulle bli", "Allt"),
    ):
        code(bo, words, name, cited=True)
    with bo.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Men mötena var bra")
        there = transcript(connection, "Intervju 1").codings
        keys = [one.key for one in there if (one.coder, one.round) == (bo.coder, bo.round)]
        refused = passage_quoted(connection, "Intervju 1", "sen åkte vi")
    memos.write(bo, f"{SECRET}, memo", target="passage", passage=passage, kind="condensation")
    print_versions.write(bo, passage, f"Men mötena ({SECRET}) var bra")
    summaries.set_summary(bo, "Mening", "Grupp 1", f"{SECRET}, sammanfattning", codings=keys)
    suggestions.refuse(bo, refused, suggestions.Offer("Nytta", 1, None, "test"))
