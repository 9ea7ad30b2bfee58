"""One change of the journal, row by row, told with names."""

from qualwb.acts import codes, codings
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.analysis.change_rows import row_changes
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of
from tests.states import rows


def test_a_row_that_the_change_took_away_is_told_by_its_name(project: ProjectFile) -> None:
    ann = Researcher(project, "Ann")
    import_transcript(ann, transcript_of(), name="Intervju 1", group="Grupp 1")
    with project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 0, 4)
    codings.apply(ann, passage, ["rutiner"], create=True)
    codes.create(ann, "vanor")
    codes.merge(ann, ["rutiner"], "vanor")
    (number,) = rows(ann, "SELECT max(id) FROM change")
    with project.reading() as connection:
        told = row_changes(connection, number)
    (moved,) = [one for one in told if one.table == "coding" and one.happened == "changed"]
    assert moved.fields == (("code_id", "rutiner", "vanor"),)
    assert moved.name.endswith(" (Ann, 1)")


def test_what_was_deleted_afterwards_keeps_its_name_in_earlier_changes(project: ProjectFile) -> None:
    ann = Researcher(project, "Ann")
    codes.create(ann, "vanor")
    codes.create(ann, "rutiner", parent="vanor")
    (made,) = rows(ann, "SELECT max(id) FROM change")
    codes.move(ann, ["rutiner"], "")
    codes.delete(ann, ["vanor"])
    with project.reading() as connection:
        (told,) = row_changes(connection, made)
    assert ("parent_id", None, "vanor") in told.fields
