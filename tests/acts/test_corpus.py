"""The bundled transcripts and codebooks as data: fit for teaching, and in nobody else's words."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualwb.acts.bundled import CONSENSUS_CODER, bundled_codebooks, read_study
from qualwb.acts.bundled_files import CODERS, StudyGroup, folder
from qualwb.transcripts.reading import read
from qualwb.transcripts.transcript import TurnKind, Verdict
from tests.conftest import SHARED, needs_shared

pytestmark = pytest.mark.file_only

STUDY = read_study()
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ASIDE = re.compile(r"\[[^\]]*\]|\([^)]*\)")
FILLERS = frozenset(
    [
        *("ju", "liksom", "asså", "alltså", "va", "typ", "öh", "eh", "ba", "väl", "hm", "mm"),
        *("nåt", "nånting", "sådär", "ja", "jo", "nä", "nej", "jaha"),
    ]
)
PLACES = (
    *("Eksjö", "Jönköping", "Nässjö", "Sävsjö", "Värnamo", "Växjö", "Linnéuniversitetet", "Qulturum"),
    *(
        "Stockholm",
        "Göteborg",
        "Malmö",
        "Linköping",
        "Tranås",
        "Vetlanda",
        "Gislaved",
        "Huskvarna",
        "Småland",
    ),
)
PLACEHOLDERS = ("Lorem", "XXX", "TODO", "N.N.", "Anna Andersson")


@dataclass(frozen=True)
class Talk:
    """A transcript with what is said, turn by turn."""

    group: StudyGroup
    text: str
    turns: tuple[tuple[str, str], ...]


def talk_of(group: StudyGroup) -> Talk:
    labels = {str(person["label"]): Verdict.SPEAKER for person in group.participants}
    transcript = read(group.transcript, reader="txt", verdicts=labels)
    turns = tuple(
        (turn.speaker or "", transcript.text[turn.start : turn.end])
        for turn in transcript.turns
        if turn.kind is TurnKind.SPEECH
    )
    return Talk(group, transcript.text, turns)


TALKS = tuple(talk_of(group) for group in STUDY.groups)
each_group = pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.group.source)


def words(text: str) -> list[str]:
    """What is said, without the transcriber's remarks."""
    return [word.lower() for word in WORD.findall(ASIDE.sub(" ", text))]


def test_five_groups_of_the_studys_sizes() -> None:
    sizes = {group.name: sum("part" in person for person in group.participants) for group in STUDY.groups}
    assert list(sizes) == [f"Grupp {n}" for n in range(1, 6)]
    assert sorted(sizes.values()) == [3, 3, 4, 4, 7]


def parties(group: StudyGroup) -> set[str]:
    return {str(person["part"]) for person in group.participants if "part" in person}


def test_each_group_says_which_party_is_absent() -> None:
    everybody = set().union(*map(parties, STUDY.groups))
    assert everybody == {"socialtjänst", "psykiatri", "primärvård"}
    for group in STUDY.groups:
        absent = {group.attributes["frånvarande_part"]} if "frånvarande_part" in group.attributes else set()
        assert absent == everybody - parties(group), group.name


@needs_shared
def test_no_group_stands_where_its_like_stands_in_the_list_of_municipalities() -> None:
    listed = re.findall(
        r"\| \w+ \| (\d) \| (primärvård|psykiatri|none) \|",
        (SHARED / "study" / "STUDY.md").read_text("utf-8"),
    )
    ours = [
        (
            str(sum("part" in person for person in group.participants)),
            group.attributes.get("frånvarande_part", "none"),
        )
        for group in STUDY.groups
    ]
    assert sorted(ours) == sorted(listed)
    assert all(here != there for here, there in zip(ours, listed, strict=True))


@each_group
def test_every_quote_stands_once_in_its_transcript(talk: Talk) -> None:
    for passage in talk.group.passages:
        assert talk.text.count(passage.quote) == 1, passage.key


@each_group
def test_every_label_is_a_person_of_the_group(talk: Talk) -> None:
    known = {str(person["label"]) for person in talk.group.participants}
    assert {speaker for speaker, _said in talk.turns} <= known | {"Flera", "Alla", "Okänd"}
    assert all(speaker for speaker, _said in talk.turns)


@each_group
def test_no_two_turns_are_alike(talk: Talk) -> None:
    counts = Counter(said.lower().strip(" .") for _speaker, said in talk.turns)
    assert [said for said, n in counts.items() if n > 1] == []


@each_group
def test_the_talk_has_the_measures_of_talk(talk: Talk) -> None:
    said = [words(text) for _speaker, text in talk.turns]
    n = sum(map(len, said))
    assert 4_000 <= n <= 6_000
    assert 250 <= len(said) <= 470
    assert 0.15 <= sum(len(turn) <= 3 for turn in said) / len(said) <= 0.40, "short turns"
    assert 25 <= 1000 * sum(word in FILLERS for turn in said for word in turn) / n <= 120, "fillers"
    cut = sum(text.rstrip().endswith(("–", "-", "…", "...")) for _speaker, text in talk.turns)
    assert 0.02 <= cut / len(said) <= 0.25, "interruptions and trailing off"
    moderator = sum(
        len(turn) for (speaker, _text), turn in zip(talk.turns, said, strict=True) if speaker == "Moderator"
    )
    assert 0.07 <= moderator / n <= 0.20, "the moderator's share"


@each_group
def test_somebody_dominates_and_somebody_is_quiet(talk: Talk) -> None:
    shares: Counter[str] = Counter()
    for speaker, text in talk.turns:
        if speaker not in ("Moderator", "Observatör"):
            shares[speaker] += len(words(text))
    fair = sum(shares.values()) / len(shares)
    assert max(shares.values()) > 1.2 * fair
    assert min(shares.values()) < 0.8 * fair


def test_the_groups_do_not_sound_alike() -> None:
    rates = []
    for talk in TALKS:
        said = [word for _speaker, text in talk.turns for word in words(text)]
        rates.append(
            tuple(round(1000 * said.count(word) / len(said)) for word in ("å", "och", "dom", "liksom"))
        )
    assert len(set(rates)) == len(rates)


@each_group
def test_no_place_is_named_and_no_placeholder_stands(talk: Talk) -> None:
    everything = talk.group.transcript.read_text("utf-8") + "".join(memo["text"] for memo in talk.group.memos)
    for name in (*PLACES, *PLACEHOLDERS):
        assert not re.search(rf"\b{re.escape(name)}", everything), name


@each_group
def test_passages_hold_whole_talk(talk: Talk) -> None:
    lengths = [len(passage.quote.split()) for passage in talk.group.passages]
    assert min(lengths) >= 5
    assert max(lengths) <= 260
    several = sum("\n" in passage.quote for passage in talk.group.passages)
    assert several >= len(talk.group.passages) / 4


def test_codes_are_those_of_the_codebook_and_all_are_used() -> None:
    known = {code.name for code, _above in STUDY.codebook.all_codes()}
    agreed = {code for passage in STUDY.passages for code in passage.codes[CONSENSUS_CODER]}
    alone = {code for passage in STUDY.passages for coder in CODERS for code in passage.codes[coder]}
    assert agreed | alone <= known
    assert known - agreed == set()


def test_cited_passages_have_an_agreed_code() -> None:
    for passage in STUDY.passages:
        if passage.cited:
            assert passage.codes[CONSENSUS_CODER], passage.key


def test_keys_are_unique_and_each_passage_is_somebodys() -> None:
    keys = [passage.key for passage in STUDY.passages]
    assert len(keys) == len(set(keys))
    assert all(any(passage.codes.values()) for passage in STUDY.passages)


def test_examples_of_the_codebook_are_not_taken_from_the_talk() -> None:
    everything = " ".join(" ".join(words(talk.text)) for talk in TALKS)
    for code, _above in STUDY.codebook.all_codes():
        for example in code.examples:
            assert " ".join(words(example)) not in everything, example


def ours() -> list[Path]:
    """Every file of the study and the codebooks."""
    corpora = [path for path in folder("corpora").rglob("*") if path.is_file()]
    return sorted([*corpora, *bundled_codebooks().values()])


def sequences(text: str) -> set[tuple[str, ...]]:
    found = [word.lower() for word in re.findall(r"\w+", text)]
    return {tuple(found[i : i + 6]) for i in range(len(found) - 5)}


@needs_shared
@pytest.mark.parametrize("path", ours(), ids=lambda path: path.name)
def test_no_six_words_in_a_row_are_the_reports(path: Path) -> None:
    printed = sequences((SHARED / "study" / "excerpt.txt").read_text("utf-8"))
    assert sequences(path.read_text("utf-8")) & printed == set()
