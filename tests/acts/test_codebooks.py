"""Codebooks: the canonical file, and how one joins a project."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from qualwb.acts import codes, codings, themes
from qualwb.acts.bundled import bundled_codebooks
from qualwb.acts.codebook_file import dump_codebook, load_codebook, parse_codebook
from qualwb.acts.codebook_input import BadCodebook
from qualwb.acts.codebooks import Codebook, CodebookAdded, CodeEntry, ThemeEntry, add_codebook, codebook_of
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.colours import CODE_COLOURS
from qualwb.model import Change, Code, Theme, ThemeCode
from qualwb.same_name import same_name
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of
from tests.projects import backups_of
from tests.states import rows

SMALL = """\
codebook: liten
themes:
- name: Huvud
  themes:
  - name: Syfte – mål
    definition: vad det gällde
    codes:
    - name: oklart
      include: när ingen vet
      examples: [vet ej, 'nej: ja']
      codes:
      - name: mycket oklart
  - name: Tid
    codes:
    - name: oklart
codes:
- name: lös
"""


def names(project: ProjectFile) -> dict[str, str | None]:
    """Codes and themes of the project with what lies above them."""
    with project.reading() as connection:
        found: dict[str, str | None] = {}
        for record in (Code, Theme):
            above = dict(connection.execute(select(record.id, record.name)).all())
            for name, parent in connection.execute(select(record.name, record.parent_id)):
                found[name] = above.get(parent)
        return found


def links(project: ProjectFile) -> set[tuple[str, str]]:
    """(theme, code) pairs."""
    with project.reading() as connection:
        rows = (
            select(Theme.name, Code.name)
            .select_from(ThemeCode)
            .join(Theme, Theme.id == ThemeCode.theme_id)
            .join(Code, Code.id == ThemeCode.code_id)
        )
        return {(theme, code) for theme, code in connection.execute(rows)}


def test_a_codebook_comes_in_as_one_act(researcher: Researcher, project: ProjectFile) -> None:
    added = add_codebook(researcher, parse_codebook(SMALL, "liten.yaml"))
    assert added == CodebookAdded(
        ("oklart", "mycket oklart", "lös"), (), ("Huvud", "Syfte – mål", "Tid"), (), 2, 0
    )
    assert names(project) == {
        "oklart": None,
        "mycket oklart": "oklart",
        "lös": None,
        "Huvud": None,
        "Syfte – mål": "Huvud",
        "Tid": "Huvud",
    }
    assert links(project) == {("Syfte – mål", "oklart"), ("Tid", "oklart")}
    with project.reading() as connection:
        assert (
            connection.execute(select(Code.examples).where(Code.name == "oklart")).scalar()
            == "vet ej\nnej: ja"
        )
        assert connection.execute(select(func.count(Change.id))).scalar() == 1
    project.undo(coder="Karin")
    assert names(project) == {}


def test_what_is_there_is_joined_and_never_overwritten(researcher: Researcher, project: ProjectFile) -> None:
    codes.create(researcher, "Oklart", definition="min egen")
    themes.create(researcher, "Syfte - mål", codes=["Oklart"])
    added = add_codebook(researcher, parse_codebook(SMALL, "liten.yaml"))
    assert added.known_codes == ("Oklart",)
    assert added.known_themes == ("Syfte - mål",)
    with project.reading() as connection:
        rule = select(Code.definition, Code.include).where(Code.name == "Oklart")
        row = connection.execute(rule).one()
    assert tuple(row) == ("min egen", "när ingen vet")
    assert names(project)["Syfte - mål"] == "Huvud"
    assert links(project) == {("Syfte - mål", "Oklart"), ("Tid", "Oklart")}


def test_adding_twice_changes_nothing(researcher: Researcher, project: ProjectFile) -> None:
    book = parse_codebook(SMALL, "liten.yaml")
    add_codebook(researcher, book)
    before = project.revision()
    again = add_codebook(researcher, book)
    assert (again.new_codes, again.new_themes, again.links, again.filled) == ((), (), 0, 0)
    assert project.revision() == before


def test_a_loop_with_the_tree_that_is_there_is_left_alone(
    researcher: Researcher, project: ProjectFile
) -> None:
    codes.create(researcher, "under")
    codes.create(researcher, "över", parent="under")
    add_codebook(researcher, Codebook("x", codes=(CodeEntry("över", codes=(CodeEntry("under"),)),)))
    assert names(project) == {"under": None, "över": "under"}


def test_a_project_with_codings_is_backed_up_first(researcher: Researcher, project: ProjectFile) -> None:
    add_codebook(researcher, Codebook("x", codes=(CodeEntry("a"),)))
    assert not backups_of(project)
    import_transcript(researcher, transcript_of(), name="s1")
    with project.reading() as connection:
        passage = passage_at(connection, "s1", 0, 10)
    codings.apply(researcher, passage, ["a"])
    add_codebook(researcher, Codebook("y", codes=(CodeEntry("b"),)))
    (backup,) = backups_of(project)
    assert backup.name.endswith(".codebook.bak")


@pytest.mark.parametrize("name", bundled_codebooks())
def test_a_bundled_codebook_survives_file_and_project(
    researcher: Researcher, project: ProjectFile, name: str
) -> None:
    book = load_codebook(bundled_codebooks()[name])
    assert parse_codebook(dump_codebook(book), "again") == book
    assert book.name == name
    add_codebook(researcher, book)
    with project.reading() as connection:
        back = codebook_of(connection, name, book.title)
    assert written_out(back) == written_out(book, glosses=False)


def test_no_two_bundled_codebooks_share_a_code() -> None:
    seen: dict[str, str] = {}
    for name, path in bundled_codebooks().items():
        for code, _above in load_codebook(path).all_codes():
            assert seen.setdefault(same_name(code.name), name) == name, code.name


@pytest.mark.parametrize("name", bundled_codebooks())
def test_bundled_codes_have_their_rule(name: str) -> None:
    book = load_codebook(bundled_codebooks()[name])
    assert book.title
    assert book.english
    assert book.reference
    for code, _above in book.all_codes():
        assert code.english, code.name
        assert code.definition, code.name
        if not code.codes:
            assert code.include, code.name
            assert code.exclude, code.name
            assert 1 <= len(code.examples) <= 2, code.name
    for theme, _above in book.all_themes():
        assert theme.definition, theme.name
        assert theme.boundary, theme.name


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("codebook: x\ncodes:\n- nam: a\n", 3, "unknown key 'nam'"),
        ("codebook: x\ncodes:\n- english: a\n", 3, "'name' is missing"),
        ("codebook: x\ncodes: a\n", 2, "a list"),
        ("codebook: x\ncodes:\n- a\n", 3, "a mapping"),
        ("codebook: x\ncodes:\n- name: a\n  definition: b: c\n", 4, "not YAML"),
        ("codebook: x\ncodes:\n- name: a\n  definition: {b: c}\n", 4, "a text"),
        ("codebook: x\ncodes:\n- {name: a, definition: b}\n- {name: A, definition: c}\n", 4, "in line 3"),
        ("codebook: x\nthemes:\n- name: T\n- name: t\n", 4, "in line 3"),
        ("codebook: x\ncodes:\n- name: ''\n", 3, "empty"),
        ("title: x\n", 1, "'codebook' is missing"),
        ("", 1, "empty"),
        ("codebook: x\ncodebook: y\n", 2, "twice"),
    ],
)
def test_errors_name_the_file_and_the_line(text: str, line: int, words: str) -> None:
    with pytest.raises(BadCodebook) as caught:
        parse_codebook(text, "fel.yaml")
    assert caught.value.message.startswith(f"fel.yaml:{line}:")
    assert words in caught.value.message


def test_a_code_beneath_two_codes_is_refused() -> None:
    twice = "codebook: x\ncodes:\n- name: a\n  codes: [{name: c}]\n- name: b\n  codes: [{name: c}]\n"
    with pytest.raises(BadCodebook, match="beneath two codes"):
        parse_codebook(twice, "fel.yaml")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("codebook: åäö\n".encode("latin-1"))
    with pytest.raises(BadCodebook, match=r"latin\.yaml:1: not UTF-8"):
        load_codebook(path)


letters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"))
prose = st.text(letters, max_size=20).map(str.strip)


@given(st.lists(st.tuples(prose, prose, st.lists(prose.filter(bool), max_size=2)), max_size=6))
def test_any_codebook_survives_the_file(rows: list[tuple[str, str, list[str]]]) -> None:
    entries = tuple(
        CodeEntry(f"k{i} {name}".strip(), definition=definition, examples=tuple(examples))
        for i, (name, definition, examples) in enumerate(rows)
    )
    book = Codebook("x", themes=(ThemeEntry("T", codes=entries[:3]),), codes=entries[3:])
    assert parse_codebook(dump_codebook(book), "x.yaml") == book


def written_out(book: Codebook, title: str | None = None, *, glosses: bool = True) -> Codebook:
    """What the codebook says, however it was written: each code once, without stable ids."""

    def code(entry: CodeEntry) -> CodeEntry:
        english = entry.english if glosses else ""
        return replace(entry, english=english, guid="", codes=tuple(map(code, entry.codes)))

    def theme(entry: ThemeEntry) -> ThemeEntry:
        english = entry.english if glosses else ""
        return replace(entry, english=english, guid="", themes=tuple(map(theme, entry.themes)))

    book = book.written_out()
    return Codebook(
        book.name,
        book.title if title is None else title,
        themes=tuple(map(theme, book.themes)),
        codes=tuple(map(code, book.codes)),
    )


def test_a_colour_that_cannot_be_read_is_replaced_and_said(researcher: Researcher) -> None:
    codes.create(researcher, "känd", colour="")
    book = parse_codebook(
        "codebook: b\ncodes:\n- {name: känd, colour: blå}\n- {name: ny, colour: '#12'}\n"
        "- {name: två, colour: TEAL}\n",
        "b.yaml",
    )
    added = add_codebook(researcher, book)
    assert added.unread_colours == ("känd", "ny")
    assert "'känd', 'ny'" in added.notice
    assert rows(researcher, "SELECT name, colour FROM code") == [
        ("känd", ""),
        ("ny", CODE_COLOURS[1]),
        ("två", "#008080"),
    ]


RICH = """\
codebook: rik
themes:
- name: Huvud
  guid: 10000000-0000-4000-8000-000000000001
  memos: [om huvudtemat]
  themes:
  - name: Under
    guid: 10000000-0000-4000-8000-000000000002
    claim: alla
    codes: [{name: B}, {name: A1}]
codes:
- name: B
  colour: '#123456'
  guid: 20000000-0000-4000-8000-000000000001
- name: A > x
  definition: |-
    ett

    två
  memos:
  - kind: idea
    text: kanske
  - |-
    flera
    rader
  colour: '#654321'
  guid: 20000000-0000-4000-8000-000000000002
  codes:
  - name: A1
    colour: '#111111'
    guid: 20000000-0000-4000-8000-000000000003
"""


def test_ids_memos_order_and_nesting_survive_the_project(
    researcher: Researcher, project: ProjectFile
) -> None:
    book = parse_codebook(RICH, "rik.yaml")
    assert add_codebook(researcher, book).memos == 3
    with project.reading() as connection:
        assert codebook_of(connection, "rik") == book.written_out()
    assert dump_codebook(book) == dump_codebook(parse_codebook(dump_codebook(book), "igen.yaml"))
    again = add_codebook(researcher, book)
    assert (again.memos, again.filled, again.links, again.new_codes) == (0, 0, 0, ())


def test_a_name_that_another_code_has_here_is_not_mixed_up(researcher: Researcher) -> None:
    add_codebook(researcher, parse_codebook(RICH, "rik.yaml"))
    codes.rename(researcher, "B", "C")
    clash = Codebook(
        "y",
        codes=(
            CodeEntry("B", definition="den gamla", guid="20000000-0000-4000-8000-000000000001"),
            CodeEntry("C", definition="en annan", guid="30000000-0000-4000-8000-000000000001"),
        ),
    )
    added = add_codebook(researcher, clash)
    assert added.renamed == (("C", "B"),)
    assert added.taken_as == (("C", "C 2"),)
    assert "'C' is called 'B' in the file" in added.notice
    found = rows(researcher, "SELECT name, definition, uid FROM code WHERE name LIKE 'C%' ORDER BY name")
    assert found == [
        ("C", "den gamla", "20000000-0000-4000-8000-000000000001"),
        ("C 2", "en annan", "30000000-0000-4000-8000-000000000001"),
    ]


def test_a_name_too_long_for_a_project_is_kept_in_its_definition(researcher: Researcher) -> None:
    long = "x" * 300
    added = add_codebook(researcher, Codebook("y", codes=(CodeEntry(long, definition="om"),)))
    (name,) = added.new_codes
    assert (len(name), name[-1]) == (255, "…")
    assert rows(researcher, "SELECT definition FROM code") == [f"{long}\nom"]
    assert add_codebook(researcher, Codebook("y", codes=(CodeEntry(long),))).known_codes == (name,)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("- {name: a, guid: c001}", "'c001' is no GUID"),
        ("- {name: a, memos: [{kind: tanke, text: b}]}", "'tanke' is no kind of memo"),
        ("- {name: a, memos: [{kind: idea}]}", "memo is empty"),
        (
            "- {name: a, guid: 20000000-0000-4000-8000-000000000001}\n"
            "- {name: b, guid: '{20000000-0000-4000-8000-000000000001}'}",
            "already described in line 3",
        ),
    ],
)
def test_ids_and_memos_are_checked(lines: str, words: str) -> None:
    with pytest.raises(BadCodebook, match=words):
        parse_codebook(f"codebook: x\ncodes:\n{lines}\n", "fel.yaml")


def test_a_code_beneath_itself_comes_to_the_top() -> None:
    knot = Codebook("x", codes=(CodeEntry("a", codes=(CodeEntry("b", codes=(CodeEntry("a"),)),)),))
    assert sorted(code.name for code in knot.written_out().codes) == ["a", "b"]
