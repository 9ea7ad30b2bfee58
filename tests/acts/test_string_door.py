"""What a person or a file writes is stored without what a terminal obeys; words of a text stay its own."""

from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from qualwb.acts import codes, codings, corrections, memos, people, print_versions, sources, themes
from qualwb.acts.codebook_file import parse_codebook
from qualwb.acts.codebooks import add_codebook
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.summaries import set_summary
from qualwb.model import Coding
from qualwb.safe_text import cleaned
from qualwb.store.open_project import OpenProject
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of
from tests.states import as_kept

UNSAFE = "\x1b]52;c;Zm9v\x07 \x9b31m\u202e\uffff\ud800"
SAFE = cleaned(UNSAFE)


def stored(project: OpenProject) -> list[str]:
    """Every string in every table of a project."""
    with project.reading_whole() as connection:
        tables = inspect(connection).get_table_names()
        found = [
            as_kept(row) for table in tables for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
        ]
    return [value for row in found for value in row if isinstance(value, str)]


def write_everything(researcher: Researcher) -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    (key,) = codings.apply(researcher, passage, ["ovisshet"], create=True).codings
    codes.describe(researcher, "ovisshet", definition=f"om{UNSAFE}", examples=f"a{UNSAFE}\nb")
    codes.rename(researcher, "ovisshet", "osäkerhet", reason=f"skäl{UNSAFE}")
    themes.create(researcher, "Syfte", codes=["osäkerhet"])
    themes.describe(researcher, "Syfte", claim=f"påstå{UNSAFE}")
    set_summary(researcher, "Syfte", "Grupp 1", f"cell{UNSAFE}", codings=[key])
    memo = memos.write(researcher, f"memo{UNSAFE}", target="source", name="Intervju 1")
    memos.rewrite(researcher, memo, f"nytt memo{UNSAFE}")
    people.describe_participant(researcher, "Grupp 1", "Åsa", **{f"ko{UNSAFE}mmun": f"Väg{UNSAFE}a"})
    sources.describe_source(researcher, "Intervju 1", datum=f"i dag{UNSAFE}")
    book = (
        'codebook: b\ncodes:\n- name: ny\n  definition: "d\\e]52;c;Zm9v\\x9b"\n  colour: "#aabbcc\\u202e"\n'
    )
    add_codebook(researcher, parse_codebook(book, "b.yaml"))
    print_versions.write(researcher, passage, f"Ingen{UNSAFE} visste")
    corrections.replace_passage(researcher, passage, f"Ingen{UNSAFE} alls visste", reason=f"fel{UNSAFE}")


def test_no_act_stores_what_a_terminal_obeys(material: Researcher) -> None:
    write_everything(Researcher(material.project, f"K{UNSAFE}"))
    material.project.undo(coder=f"K{UNSAFE}")
    strings = stored(material.project)
    assert any(f"nytt memo{SAFE}" in text for text in strings)
    # The journal's images are JSON, where control characters would be written as escapes.
    for text in strings:
        assert cleaned(text) == text
        assert "\\u001b" not in text


def test_a_coder_is_found_again_under_the_name_that_is_stored(material: Researcher) -> None:
    again = Researcher(material.project, f"Mia{UNSAFE}", f"runda{UNSAFE}")
    assert (again.coder, again.round) == (f"Mia{SAFE}", f"runda{SAFE}")
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    (key,) = codings.apply(again, passage, ["a"], create=True).codings
    assert codings.apply(again, passage, ["a"]).codings == ()
    assert codings.codings_of(again, passage, "a") == [key]


def test_a_project_has_a_clean_name(tmp_path: Path) -> None:
    with ProjectFile.create(tmp_path / "p.qwb", f"Studie{UNSAFE}", f"om{UNSAFE}") as project:
        assert f"Studie{SAFE}" in stored(project)
        assert f"om{SAFE}" in stored(project)


@pytest.mark.parametrize("sign", ["\x1b", "\u202e"])
def test_words_of_a_text_stay_as_they_stand_in_it(researcher: Researcher, sign: str) -> None:
    """A project of before may hold texts with such characters: positions and quotes must go on to agree."""
    import_transcript(researcher, transcript_of((("Åsa", f"det {sign}var bra"),)), name="K", group="G")
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "K", f"det {sign}var")
    codings.apply(researcher, passage, ["a"], create=True)
    print_versions.write(researcher, passage, "det är")
    corrections.replace(researcher, "K", len(passage.text) + 1, len(passage.text) + 4, "fint")
    with researcher.project.reading() as connection:
        assert connection.execute(select(Coding.quote)).scalars().all() == [passage.text]
        assert not print_versions.untraceable(connection)
        assert passage_quoted(connection, "K", f"det {sign}var fint")
