"""New candidate codes: phrases in base form, variants as one, with where they are said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb.suggest.candidates import find_candidates
from qualwb.suggest.evaluation_tasks import evaluate_candidates
from qualwb.suggest.evidence import Evidence, TextPlace, UncodedText
from qualwb.suggest.mentions import ParsedMentions, mentions_in_words

pytestmark = pytest.mark.file_only


def passage(text: str, group: str, start: int) -> UncodedText:
    return UncodedText(text, TextPlace(group, group, start, start + len(text)))


TALK = (
    passage("Vi gjorde en gemensam vårdplan för klienten.", "A", 0),
    passage("Gemensamma vårdplaner, det var målet.", "B", 0),
    passage("Det blev ingen vårdplan av det, sekretessen satte stopp.", "B", 100),
    passage("Ja, sekretess är alltid ett problem.", "C", 0),
    passage("Bengt hämtade kaffe på tisdagen.", "C", 100),
)


@pytest.fixture
def parsed() -> ParsedMentions:
    from qualwb.language.loading import PipelineError

    try:
        return ParsedMentions(TALK)
    except PipelineError as error:
        pytest.skip(str(error))


def test_variants_are_one_candidate_with_places_groups_and_examples() -> None:
    found = {c.phrase: c for c in find_candidates(TALK)}
    plan = found["vårdplan"]
    assert plan.variants == ("vårdplan", "vårdplaner")
    assert (plan.count, plan.groups) == (3, ("A", "B"))
    for place in plan.places:
        text = next(p for p in TALK if p.place.source == place.source and p.place.overlaps(place))
        said = text.text[place.start - text.place.start : place.end - text.place.start]
        assert said.lower().startswith("vårdplan")
    assert [example.place.group for example in plan.examples] == ["A", "B", "B"]


def test_parsed_text_gives_phrases_and_no_persons_or_weekdays(parsed: ParsedMentions) -> None:
    phrases = [c.phrase for c in find_candidates(TALK, mentions=parsed)]
    assert phrases[0] == "gemensam vårdplan"
    assert "sekretess" in phrases
    assert not {"bengt", "Bengt", "tisdag"} & set(phrases)


def test_what_an_existing_code_says_is_marked() -> None:
    codes = ("Sekretessen", "Gemensamma vårdplaner", "Ingen tid")
    found = {c.phrase: c.code for c in find_candidates(TALK, codes=codes)}
    assert found["sekretess"] == "Sekretessen"
    assert found["vårdplan"] == "Gemensamma vårdplaner"
    assert found["problem"] is None


def test_what_is_said_everywhere_comes_after_what_is_particular() -> None:
    beside = [passage("Klienten kom till mottagningen.", "D", n * 100) for n in range(20)]
    here = [passage("Klienten grät över remissen.", "A", n * 100) for n in range(3)]
    phrases = [c.phrase for c in find_candidates(here, beside=beside)]
    assert phrases.index("remiss") < phrases.index("klient")


@pytest.mark.parametrize("text", ["", "Mm.", "👍 😀", "?!", "12 34", "x" * 100_000], ids=range(6))
def test_nothing_to_name(text: str) -> None:
    found = find_candidates([passage(text, "A", 0)])
    assert all(len(candidate.phrase) <= 60 for candidate in found)
    assert find_candidates([]) == []


def test_evaluation_beats_chance(seminars: Evidence) -> None:
    found = evaluate_candidates(seminars, mentions_in_words)
    assert found.codes >= 50
    assert found.touched[10] > 2 * found.by_chance[10]
    assert found.touched[10] >= found.touched[5]
    assert all(len(phrases) <= 10 for phrases in found.phrases.values())


def test_who_watches_is_told_each_source_as_it_is_read() -> None:
    told = []

    def watch(sources: list[str]) -> Iterator[str]:
        for source in sources:
            yield source
            told.append(source)

    assert [m.phrase for m in ParsedMentions(TALK, watch)(TALK[3].text)] == ["sekretess", "problem"]
    assert told == ["A", "B", "C"]


def test_only_those_asked_for_are_given_and_scored_alike() -> None:
    every = find_candidates(TALK, top=99)
    assert find_candidates(TALK, top=2) == every[:2]
    assert [one.score for one in every] == sorted((one.score for one in every), reverse=True)
    assert all(one.score > 0 for one in every)


@pytest.mark.usefixtures("parsed")
def test_kept_mentions_are_the_same_and_need_no_parse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    found = ParsedMentions(TALK)
    parses = list(tmp_path.rglob("*.spacy"))
    assert len(parses) == 3
    for parse in parses:
        parse.unlink()
    kept = ParsedMentions(TALK)
    assert [kept(one.text) for one in TALK] == [found(one.text) for one in TALK]
    assert find_candidates(TALK, mentions=kept) == find_candidates(TALK, mentions=found)
    assert list(tmp_path.rglob("*.spacy")) == []
