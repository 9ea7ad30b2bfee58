"""An edited list of names taken back: every line is accounted for."""

from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.reviewing import ReviewedLine, review
from qualwb.acts.researcher import Researcher
from tests.acts.pseudonyms.named_project import name_of, names_of


def test_lines_are_taken_and_refused_one_by_one(named: Researcher) -> None:
    found = names_of(named)
    goran, eksjo = name_of(named, "Göran"), name_of(named, "Eksjö")
    lines = [
        ReviewedLine(2, "person", "Göran", Verdict.REPLACE, "Valdemar"),
        ReviewedLine(3, eksjo.kind, "Eksjö", Verdict.KEEP, eksjo.alias),
        ReviewedLine(4, "person", "Åsa", Verdict.OPEN, name_of(named, "Åsa").alias),
        ReviewedLine(5, "person", "Björn", Verdict.REPLACE, "Göran"),
        ReviewedLine(6, "person", "Ingegerd", Verdict.KEEP, ""),
        ReviewedLine(7, "person", "Göran", Verdict.KEEP, ""),
        ReviewedLine(8, "person", "Anna Bergström", Verdict.OPEN, "Valborg"),
    ]
    done = review(named, found, lines)
    assert (done.taken, done.unchanged, [one.line for one in done.refused]) == (2, 1, [5, 6, 7, 8])
    assert done.taken + done.unchanged + len(done.refused) == len(lines)
    whys = {one.line: one.why for one in done.refused}
    assert "stands in the material" in whys[5]
    assert "no such name" in whys[6]
    assert "line 2" in whys[7]
    assert "no verdict" in whys[8]
    after = {one.name: (one.verdict, one.alias) for one in names_of(named)}
    assert after["Göran"] == (Verdict.REPLACE, "Valdemar")
    assert after["Eksjö"] == (Verdict.KEEP, eksjo.alias)
    assert after["Björn"][0] is Verdict.OPEN
    named.project.undo(coder="Karin")
    assert name_of(named, "Göran") == goran


def test_a_list_that_says_what_is_there_changes_nothing(named: Researcher) -> None:
    found = names_of(named)
    lines = [ReviewedLine(n, one.kind, one.name, one.verdict, one.alias) for n, one in enumerate(found, 2)]
    revision = named.project.revision()
    assert review(named, found, lines).unchanged == len(found)
    assert named.project.revision() == revision
