"""Names replaced everywhere in one act that can be undone."""

import json
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from qualwb.acts import codes, codings, corrections, memos, print_versions, privacy
from qualwb.acts.files import import_transcript
from qualwb.acts.merging.merge import merge
from qualwb.acts.passages import passage_quoted
from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.key_file import KeyFile, UnusableKeyFile
from qualwb.acts.pseudonyms.planning import NothingToReplace, StaleName
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.pseudonyms.selecting import accepted
from qualwb.acts.pseudonyms.unique_names import SameName
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_texts
from tests.acts.pseudonyms.hand_made import (
    ALIASES,
    PASSPHRASE,
    TALK,
    column,
    dump,
    entities,
    new_key,
    replaced,
    study,
)
from tests.conftest import transcript_of


@pytest.fixture
def named(researcher: Researcher) -> Researcher:
    study(researcher)
    return researcher


def strings(researcher: Researcher) -> str:
    """All that the project holds, but the journal, former texts, and what was decided of the names."""
    rows = dump(researcher.project, without=("change", "text_content", "name_verdict"))
    return json.dumps(rows, ensure_ascii=False, default=str)


def test_the_key_is_written_for_its_owner_alone_and_opens(named: Researcher) -> None:
    key = new_key(named.project)
    with named.project.reading() as connection:
        found = entities(connection)
    done = apply(named, found, key)
    assert (done.names, done.sources) == (len(ALIASES), 1)
    assert done.tags == sum(place.replacement.startswith("[") for one in found for place in one.places) > 0
    assert any("count as no word" in line or "counts as no word" in line for line in done.notices())
    assert stat.S_IMODE(key.path.stat().st_mode) == 0o600
    told = KeyFile.open(key.path, PASSPHRASE).key
    assert {one.name: one.alias for one in told.names} == ALIASES
    with named.project.reading() as connection:
        assert [one["id"] for one in privacy.applied(connection)] == [one.id for one in told.applications]
    memos.write(named, "Anna Berg")
    with named.project.reading() as connection:
        found = entities(connection)
    apply(named, found, KeyFile.open(key.path, PASSPHRASE))
    assert len(KeyFile.open(key.path, PASSPHRASE).key.applications) == 2
    assert list(key.path.parent.glob("*.partial")) == []


def test_no_name_stands_anywhere(named: Researcher) -> None:
    assert all(name in strings(named) for name in ALIASES)
    replaced(named)
    assert [name for name in ALIASES if name in strings(named)] == []
    assert check(named.project) == []


def test_the_text_has_the_aliases_as_the_names_were_written(named: Researcher) -> None:
    replaced(named)
    with named.project.reading() as connection:
        (text,) = current_texts(connection).values()
    assert text == (
        "Vem träffade du, Sara?\n"
        "Jag träffade Sara Eks mamma i Tranås, Tranås är litet. Ring [telefon] sa hon.\n"
        "Saras mamma är eh snäll 👩‍👩‍👧, en berg av snällhet.\n"
        "Tack Sara Ek. Ek var ordet."
    )


def test_codings_memos_and_print_versions_stand_where_they_stood(named: Researcher) -> None:
    replaced(named)
    assert column(named.project, "coding", "quote") == [
        "Sara Eks",
        "Jag träffade Sara Eks mamma",
        "mamma i Tranås",
        "Tranås är litet",
        "Saras mamma är",
    ]
    with named.project.reading() as connection:
        (printed,) = print_versions.print_versions(connection).values()
        assert print_versions.untraceable(connection) == []
    assert (printed.verbatim, printed.text) == ("Saras mamma är eh snäll", "Sara Eks mamma är snäll")
    assert [edit.why for edit in printed.edits] == ["Sara", ""]


def test_undo_brings_every_row_back(named: Researcher) -> None:
    before = dump(named.project)
    replaced(named)
    named.project.undo(coder="Karin")
    assert dump(named.project) == before
    assert check(named.project) == []
    named.project.redo(coder="Karin")
    assert [name for name in ALIASES if name in strings(named)] == []


def test_the_settings_tell_of_it_without_a_name(named: Researcher) -> None:
    key = replaced(named, style="names")
    with named.project.reading() as connection:
        (told,) = privacy.applied(connection)
    assert (told["by"], told["entities"], told["key_id"]) == ("Karin", len(ALIASES), key.key.key_id)
    assert told["id"] == key.key.applications[0].id


def test_the_settings_tell_what_was_not_replaced(named: Researcher) -> None:
    with named.project.reading() as connection:
        anna_berg, anna, *others = entities(connection)
    kept_here = replace(anna.places[0], verdict=Verdict.KEEP)
    by_verdict = {"Eksjö": Verdict.KEEP, "Berg": Verdict.OPEN}
    found = [
        anna_berg,
        replace(anna, places=[kept_here, *anna.places[1:]]),
        *(replace(one, verdict=by_verdict.get(one.name, one.verdict)) for one in others),
    ]
    replaced(named, found)
    with named.project.reading() as connection:
        (told,) = privacy.applied(connection)
    counts = [told[what] for what in ("entities", "generalised", "kept", "kept_places", "undecided")]
    assert counts == [len(ALIASES) - 2, 1, 1, 1, 1]


def test_a_coding_whose_words_lie_within_a_name_keeps_a_place(named: Researcher) -> None:
    from qualwb.acts import codings
    from qualwb.acts.passages import passage_quoted

    with named.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju Anna Berg", "Bergs mamma")
        inner = passage_quoted(connection, "Intervju Anna Berg", "Bergs")
    codings.apply(named, passage, ["plats"])
    codings.apply(named, inner, ["plats"])
    replaced(named)
    assert column(named.project, "coding", "quote")[-2:] == ["Sara Eks mamma", "Sara Eks"]
    assert check(named.project) == []


def test_quotes_that_lost_their_place_have_no_name_in_another_form(named: Researcher) -> None:
    text = "".join(line + "\n" for line in ("Vem var det?", "Bergströms bil stod där, och Bergström själv."))
    transcript = transcript_of((("Moderator", "Vem var det?"), ("D1", text.splitlines()[1])))
    import_transcript(named, transcript, name="Intervju 2", group="G2")
    with named.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "Bergströms bil stod där")
    codings.apply(named, passage, ["plats"])
    at = text.index("Bergströms")
    corrections.replace(named, "Intervju 2", at, at + len("Bergströms bil stod där,"), "Där stod")
    with named.project.reading() as connection:
        found = entities(connection, {"Bergström": "Sjöholm"})
    found = [replace(one, places=[p for p in one.places if not p.words.endswith("s")]) for one in found]
    replaced(named, found)
    assert "Sjöholms bil stod där" in column(named.project, "coding", "quote")


def test_quotes_that_lost_their_place_are_reworded_too(named: Researcher) -> None:
    with named.project.reading() as connection:
        (text,) = current_texts(connection).values()
    start = text.index("Jag träffade")
    corrections.replace(named, "Intervju Anna Berg", start, start + 40, "")
    assert any(problem.kind == "orphan" for problem in check(named.project))
    replaced(named)
    assert [name for name in ALIASES if name in strings(named)] == []


def test_names_that_were_changed_meanwhile_are_refused(named: Researcher) -> None:
    key = new_key(named.project)
    with named.project.reading() as connection:
        found = entities(connection)
    corrections.replace(named, "Intervju Anna Berg", 0, 0, "Ja. ")
    before = dump(named.project)
    with pytest.raises(StaleName, match="no longer stands"):
        apply(named, found, key)
    assert dump(named.project) == before
    assert not key.path.exists()


def test_two_codes_of_one_name_are_refused_or_numbered(named: Researcher) -> None:
    codes.create(named, "Saras mamma")
    before = dump(named.project)
    with pytest.raises(SameName, match="'Saras mamma'"):
        replaced(named)
    assert dump(named.project) == before
    assert not new_key(named.project).path.exists()
    replaced(named, number=True)
    assert column(named.project, "code", "name") == ["Saras mamma 2", "plats", "Saras mamma"]


def test_an_alias_that_is_a_name_of_the_material_is_refused(named: Researcher) -> None:
    with named.project.reading() as connection:
        found = entities(connection, {"Anna": "Eksjö", "Eksjö": "Tranås"})
    with pytest.raises(QualwbError, match="the name of another"):
        apply(named, found, new_key(named.project))


def test_what_nobody_judged_stays_until_it_is_accepted(named: Researcher) -> None:
    key = new_key(named.project)
    with named.project.reading() as connection:
        found = entities(connection, verdict=Verdict.OPEN)
    with pytest.raises(NothingToReplace):
        apply(named, found, key)
    unsure = [one if one.name == "Eksjö" else replace(one, sure=False) for one in found]
    replaced(named, accepted(unsure, only_sure=True), key)
    assert "Eksjö" not in strings(named)
    assert "Anna" in strings(named)


def test_one_place_may_be_kept(named: Researcher) -> None:
    key = new_key(named.project)
    with named.project.reading() as connection:
        found = entities(connection)
    kept = [
        replace(
            one,
            places=tuple(
                replace(place, verdict=Verdict.KEEP)
                if place.column == "text" and place.table == "source"
                else place
                for place in one.places
            ),
        )
        if one.name == "Eksjö"
        else one
        for one in found
    ]
    key = replaced(named, kept, key)
    with named.project.reading() as connection:
        (text,) = current_texts(connection).values()
    assert text.count("Eksjö") == 2
    assert "Eksjö" not in json.dumps(dump(named.project)["focus_group"], ensure_ascii=False)
    assert key.key.kept == ("Eksjö",)


def test_applying_again_leaves_the_aliases_alone(named: Researcher) -> None:
    from qualwb.acts.files import import_transcript
    from tests.conftest import transcript_of

    key = replaced(named)
    import_transcript(named, transcript_of(TALK), name="Ny", group="Ny")
    memos.write(named, "Sara i Tranås")
    with named.project.reading() as connection:
        found = entities(connection)
    extended = replaced(named, found, key)
    with named.project.reading() as connection:
        assert len(set(current_texts(connection).values())) == 1
    assert len(extended.key.applications) == 2
    assert len(extended.key.names) == len(ALIASES)
    with named.project.reading() as connection:
        again = entities(connection, {"Sara": "Lisa"})
    replaced(named, again, extended)
    with named.project.reading() as connection:
        assert all("Lisa" not in text for text in current_texts(connection).values())
    assert "Lisa i Tranås" in strings(named)


def test_the_key_of_another_project_is_refused(named: Researcher, tmp_path: Path) -> None:
    key = KeyFile.new(tmp_path / "annan.nyckel", PASSPHRASE, "another")
    with named.project.reading() as connection:
        found = entities(connection)
    with pytest.raises(UnusableKeyFile, match="another project"):
        apply(named, found, key)


def test_another_key_than_the_first_is_refused(named: Researcher) -> None:
    replaced(named)
    memos.write(named, "Anna")
    other = new_key(named.project, "annan.nyckel")
    with named.project.reading() as connection:
        found = entities(connection)
    with pytest.raises(UnusableKeyFile, match="is not the key"):
        apply(named, found, other)


def test_an_older_copy_of_the_key_is_refused(named: Researcher) -> None:
    first = replaced(named)
    memos.write(named, "Anna")
    replaced(named, key=first)
    memos.write(named, "Anna")
    with named.project.reading() as connection:
        found = entities(connection)
    with pytest.raises(UnusableKeyFile, match="older copy"):
        apply(named, found, first)


def test_a_key_file_in_an_error_shows_neither_passphrase_nor_name(named: Researcher) -> None:
    shown = repr(replaced(named))
    assert not any(word in shown for word in (PASSPHRASE, "Anna", "Eksjö"))


@pytest.mark.file_only
def test_a_copy_from_before_brings_no_name_back(named: Researcher, tmp_path: Path) -> None:
    copy = tmp_path / "kopia.qwb"
    named.project.close()
    shutil.copy(named.project.path, copy)
    with named.project.reading() as connection:  # shorter ones: of two reports the longer one weighs more
        found = entities(connection, {**ALIASES, "Anna Berg": "Bo Ek", "Anna": "Bo"})
    replaced(named, found)
    with ProjectFile.open(copy) as project:
        colleague = Researcher(project, "Bertil")
        with project.reading() as connection:
            passage = passage_quoted(connection, "Intervju Anna Berg", "Berg var ordet")
        codings.apply(colleague, passage, ["väntan"], create=True)
    done = merge(named, copy)
    assert done.changes
    assert [name for name in ALIASES if name in strings(named)] == []
    assert check(named.project) == []
