"""What is a word: the transcriber's marks are none, in every table that counts words."""

import re
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy import Connection

from qualwb.acts.researcher import Researcher
from qualwb.acts.settings import set_marks
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.method_facts import method_facts
from qualwb.analysis.participation import participation
from qualwb.analysis.people import participant_list, speaker_list
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.sources import source_list, transcript
from qualwb.analysis.word_counts import Words, word_definition, word_note
from qualwb.analysis.word_frequencies import word_frequencies
from qualwb.language.transcription_marks import Preset, find_marks
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

SWEDISH = ("(paus)", "[skratt]", "(lång paus)", "[ohörbart]", "(ohb 12:34)", "((prassel))", "#00:12:34-5#")
MARK_OF_STUDY = re.compile(r"\[[^]]*\]|\((?:lång paus|paus|skrattar|harklar sig|skriver|bläddrar)\)")


def forms(words: Words) -> list[str]:
    return [word.decode().casefold() for word in words.written()]


def recounted(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", MARK_OF_STUDY.sub("", text))


@pytest.mark.parametrize(
    ("text", "preset", "words"),
    [
        ("Ja (paus) det var [skrattar högt] roligt", Preset.SWEDISH, ["ja", "det", "var", "roligt"]),
        ("det var jätte(paus)viktigt", Preset.SWEDISH, ["det", "var", "jätteviktigt"]),
        ("bra [SKRATT], sen [i kommunen] xx kom", Preset.SWEDISH, ["bra", "sen", "kom"]),
        (
            "det var _så_ *himla* °tyst (paus) här° (kanske?)",
            Preset.SWEDISH,
            "det var så himla tyst här kanske",
        ),
        ("jag...vet… inte-", Preset.SWEDISH, ["jag", "vet", "inte"]),
        ("va::rit 12 gånger, (lärare) 17:30", Preset.SWEDISH, "varit 12 gånger lärare 17 30"),
        ("[00:01:02] nu #00:12:34-5#", Preset.SWEDISH, ["nu"]),
        ("jätte[bra (.) ja ((hostar))] va:r (0.5) hh JA=nej", Preset.JEFFERSON, "jättebra ja var ja nej"),
        ("das akZENT <<lachend> hab=ich (xxx xxx)>", Preset.GAT2, "das akzent hab ich"),
        ("ja [1 de e ]1 // så: (...) < väl >", Preset.GOTEBORG, "ja de e så väl"),
        ("[skratt] ja", Preset.JEFFERSON, ["skratt", "ja"]),
        ("_ __ (.) [...]", Preset.SWEDISH, []),
    ],
)
def test_what_a_text_has_of_words(text: str, preset: Preset, words: list[str] | str) -> None:
    expected = words.split() if isinstance(words, str) else words
    found = Words(text, preset)
    assert forms(found) == expected
    assert found.count() == len(expected)
    assert found.count_in([(0, len(text))]) == len(expected)


@given(st.text(alphabet="abåö ,.?\n7-"), st.sampled_from(SWEDISH), st.data())
def test_a_mark_more_changes_no_count(text: str, mark: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    marked = text[:place] + mark + text[place:]
    plain, found = Words(text, Preset.SWEDISH), Words(marked, Preset.SWEDISH)
    assert found.count() == plain.count()
    assert forms(found) == forms(plain)
    assert found.count_in([(0, len(marked))]) == plain.count()


@given(st.text(alphabet="ab[](){}<>*_:.…-–=+/°x?#@ 0123\nÅ"), st.sampled_from(Preset), st.data())
def test_two_halves_have_the_words_of_the_whole_and_the_one_cut(
    text: str, preset: Preset, data: st.DataObject
) -> None:
    words = Words(text, preset)
    place = data.draw(st.integers(0, len(text)))
    spans = [(0, place), (place, len(text))]
    assert words.count_in(spans) == words.count() == len(forms(words))
    assert words.count() <= words.count(0, place) + words.count(place) <= words.count() + 1


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("aå– \u2028_łΐİ"))), st.data())
def test_in_any_script_a_word_is_a_run_of_letters_and_digits(text: str, data: st.DataObject) -> None:
    assume("\0" not in text and not find_marks(text))
    start, end = sorted(data.draw(st.tuples(*(st.integers(0, len(text)),) * 2)))
    words, plain = Words(text, Preset.SWEDISH), re.compile(r"[^\W_]+")
    assert forms(words) == [word.casefold() for word in plain.findall(text)]
    assert words.count(start, end) == len(plain.findall(text[start:end]))


def test_the_bundled_study_counted_again(bundled: Connection) -> None:
    spoken: Counter[tuple[str, str]] = Counter()
    for source in source_list(bundled):
        told = transcript(bundled, source.name)
        said = [told.text[turn.start : turn.end] for turn in told.turns if turn.kind == "speech"]
        assert source.turns == len(said)
        assert source.words == sum(len(recounted(text)) for text in said) < len(re.findall(r"\w+", told.text))
        for turn in told.turns:
            spoken[source.name, turn.speaker] += len(recounted(told.text[turn.start : turn.end]))
    assert {(row.source, row.label): row.words for row in speaker_list(bundled)} == {
        key: n for key, n in spoken.items() if key[1]
    }


def test_every_table_has_the_same_number_of_words(bundled: Connection) -> None:
    by_source, everybody = source_list(bundled), Selection(moderator=True)
    groups = participation(bundled)
    said = sum(row.words for row in speaker_list(bundled))
    assert sum(group.words for group in groups) == said == sum(row.words for row in by_source)
    assert [group.turns for group in groups] == [row.turns for row in by_source]
    persons = {(group.name, v.name): v.words for group in groups for v in group.voices if v.role}
    assert {(row.group, row.alias): row.words for row in participant_list(bundled)} == persons
    facts = method_facts(bundled, EVERYTHING)
    assert [group.words for group in facts.groups] == [row.words for row in by_source]
    listed = word_frequencies(bundled, everybody, limit=None)
    assert listed.total == sum(row.words for row in by_source)
    assert sum(word.count for word in listed.words) == listed.total
    assert not {"skratt", "paus", "ohörbart"} & {word.word for word in listed.words[:200]}
    coded = Selection(codes=tuple(row.name for row in theme_matrix(bundled, "codes").rows), moderator=True)
    in_matrix = theme_matrix(bundled, "codes", count="words", selection=coded)
    assert in_matrix.total == word_frequencies(bundled, coded).total
    assert word_note() in in_matrix.notes
    assert word_note() not in theme_matrix(bundled, "codes").notes


def test_the_project_says_which_signs_its_transcripts_follow(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        build = Builder(act)
        build.source("s", "G", [("A", "ja [det va:r ] (paus)")])
        build.coding("s", (0, 21), "k")
    counts = []
    for preset in ("swedish", "jefferson"):
        set_marks(Researcher(project, "ann"), preset)
        with project.reading() as connection:
            counts.append(
                (
                    *(row.words for row in source_list(connection)),
                    *(row.words for row in speaker_list(connection)),
                    *(group.words for group in participation(connection)),
                    theme_matrix(connection, "codes", count="words").total,
                    word_frequencies(connection).total,
                )
            )
    assert counts == [(1,) * 5, (4,) * 5]  # Jefferson brackets are overlaps, parentheses doubtful hearings


def test_a_mark_that_an_edge_of_a_passage_cuts_is_still_no_word() -> None:
    text = "ja [skratt] nej"
    words = Words(text, Preset.SWEDISH)
    assert words.count(0, 7) == 1
    assert words.written([(6, 15)]) == [b"nej"]
    assert words.count_in([(0, 7), (5, 9)]) == 1
    assert words.count_in([(1, 2), (13, 14)]) == 2  # cut words count


def test_the_definition_is_a_sentence() -> None:
    assert word_definition().endswith(".")
    assert "[laughter]" in word_definition()


def test_the_name_of_somebody_who_speaks_is_no_form_of_another_word(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        made = Builder(act)
        made.source("k", "A", [("Lena", "Lena, det var len hand."), ("Bo Ek", "Len, sa Lena. Och Ek.")])
        made.source("l", "A", [("Läraren", "Läraren kom. Sen gick läraren, och lärarna. Ja, Läraren.")])
    with project.reading() as connection:
        found = {one.word: one.forms for one in word_frequencies(connection, lemmas=True).words}
    assert (found["lena"], found["len"], found["ek"]) == (("lena",), ("len",), ("ek",))
    assert set(found["lärare"]) == {"läraren", "lärarna"}
    assert "läraren" not in found
