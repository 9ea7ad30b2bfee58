"""A large project by a fixed seed: 200 sources of 10,000 words, 50,000 codings, 150 codes, 20 themes.

``LargeCorpus`` makes the texts; ``large_project`` stores them through bulk inserts. ``scale`` makes the same
with a part of the sources and codings.
"""

import hashlib
import random
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from qualwb.model import (
    Code,
    Coding,
    Group,
    Participant,
    Source,
    Speaker,
    TextContent,
    TextVersion,
    Theme,
    ThemeCode,
    Turn,
)
from qualwb.store.journal import Act
from qualwb.store.open_project import ensure_coder, ensure_round
from qualwb.store.project_file import ProjectFile

SOURCES, WORDS, PASSAGES, SECOND_CODES = 200, 10_000, 40_000, 10_000
CODES, THEMES, SUBTHEMES = 150, 20, 4
SPEAKERS = ("Moderator", "D1", "D2", "D3", "D4", "D5", "D6")
MOMENT = "2026-01-01T00:00:00+00:00"
SYLLABLES = (
    *("sam", "ver", "kan", "vård", "mål", "gru", "pp", "tid", "ar", "bet", "led", "ning", "för", "stå"),
    *("else", "my", "ck", "et", "kom", "mun", "läk", "are", "möt", "a"),
)
RARE, COMMON = "sällsyntord", "vanligtord"


@dataclass(frozen=True)
class LargeCorpus:
    """Texts as lists of (speaker, words) turns."""

    sources: int = SOURCES
    seed: int = 7

    @cached_property
    def vocabulary(self) -> tuple[list[str], list[float]]:
        """Words and their cumulated weights: few common, many rare."""
        random_ = random.Random(self.seed)
        words = sorted({"".join(random_.choices(SYLLABLES, k=random_.randint(1, 4))) for _ in range(12_000)})
        random_.shuffle(words)
        return words, list(accumulate(1 / (rank + 5) for rank in range(len(words))))

    @cached_property
    def transcripts(self) -> list[list[tuple[str, str]]]:
        """The turns of each source: about 150 of 3 to 130 words."""
        random_ = random.Random(self.seed + 1)
        return [self._transcript(random_, number) for number in range(self.sources)]

    def _transcript(self, random_: random.Random, number: int) -> list[tuple[str, str]]:
        words, weights = self.vocabulary
        stream = random_.choices(words, cum_weights=weights, k=WORDS)
        stream[number * 37 % WORDS] = RARE
        for place in random_.sample(range(WORDS), 19):
            stream[place] = COMMON
        turns, place = [], 0
        while place < WORDS:
            speaker = SPEAKERS[0] if random_.random() < 0.2 else random_.choice(SPEAKERS[1:])
            length = random_.randint(3, 30) if speaker == SPEAKERS[0] else random_.randint(5, 140)
            turns.append((speaker, " ".join(stream[place : place + length]) + "."))
            place += length
        return turns


def large_project(path: Path, scale: float = 1.0) -> ProjectFile:
    """The large project, made anew at ``path`` and open."""
    project = ProjectFile.create(path)
    corpus = LargeCorpus(sources=round(SOURCES * scale))
    with project.act("benchmark.build", coder="bench") as act:
        _build(act, corpus, round(PASSAGES * scale), round(SECOND_CODES * scale))
    return project


def _build(act: Act, corpus: LargeCorpus, passages: int, second_codes: int) -> None:
    groups = act.insert_many(
        Group,
        [
            {"name": f"Grupp {n + 1}", "position": n, "attributes": {"kommun": f"K{n % 7}"}}
            for n in range(corpus.sources)
        ],
    )
    sources = act.insert_many(
        Source,
        [
            {"name": f"källa-{n + 1:03}", "group_id": group, "position": n, "imported_at": MOMENT}
            for n, group in enumerate(groups)
        ],
    )
    texts = ["\n".join(words for _speaker, words in turns) for turns in corpus.transcripts]
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    act.connection.execute(
        insert(TextContent), [{"sha256": sha, "text": text} for sha, text in zip(hashes, texts, strict=True)]
    )
    act.insert_many(
        TextVersion,
        [
            {"source_id": key, "number": 1, "sha256": sha, "length": len(text), "created_at": MOMENT}
            for key, sha, text in zip(sources, hashes, texts, strict=True)
        ],
    )
    turns = _people_and_turns(act, corpus, groups, sources)
    codes = _codebook(act)
    _code(act, texts, sources, turns, codes, passages, second_codes)


def _people_and_turns(
    act: Act, corpus: LargeCorpus, groups: range, sources: range
) -> list[list[tuple[int, int]]]:
    people = act.insert_many(
        Participant,
        [
            {
                "group_id": group,
                "alias": alias,
                "role": "moderator" if alias == "Moderator" else "participant",
                "attributes": {"kön": "kvinna" if alias in ("D1", "D3", "D5") else "man"},
            }
            for group in groups
            for alias in SPEAKERS
        ],
    )
    speakers = act.insert_many(
        Speaker,
        [
            {"source_id": source, "label": alias, "participant_id": people[n * len(SPEAKERS) + m]}
            for n, source in enumerate(sources)
            for m, alias in enumerate(SPEAKERS)
        ],
    )
    rows: list[dict[str, Any]] = []
    spans: list[list[tuple[int, int]]] = []
    for n, (source, turns) in enumerate(zip(sources, corpus.transcripts, strict=True)):
        place, found = 0, []
        for number, (speaker, words) in enumerate(turns, 1):
            end = place + len(words)
            rows.append(
                {
                    "source_id": source,
                    "number": number,
                    "speaker_id": speakers[n * len(SPEAKERS) + SPEAKERS.index(speaker)],
                    "kind": "speech",
                    "start": place,
                    "end": end,
                }
            )
            found.append((place, end))
            place = end + 1
        spans.append(found)
    act.insert_many(Turn, rows)
    return spans


def _codebook(act: Act) -> range:
    codes = act.insert_many(
        Code,
        [
            {"name": f"kod {n + 1:03}", "position": n, "colour": "#4e79a7", "created_at": MOMENT}
            for n in range(CODES)
        ],
    )
    main = act.insert_many(
        Theme,
        [{"name": f"Huvudtema {n + 1}", "position": n, "created_at": MOMENT} for n in range(SUBTHEMES)],
    )
    themes = act.insert_many(
        Theme,
        [
            {
                "name": f"Tema {n + 1:02}",
                "parent_id": main[n % SUBTHEMES],
                "position": SUBTHEMES + n,
                "created_at": MOMENT,
            }
            for n in range(THEMES)
        ],
    )
    act.insert_many(
        ThemeCode, [{"theme_id": themes[n % THEMES], "code_id": code} for n, code in enumerate(codes)]
    )
    return codes


def _code(
    act: Act,
    texts: list[str],
    sources: range,
    turns: list[list[tuple[int, int]]],
    codes: range,
    passages: int,
    second_codes: int,
) -> None:
    """Passages of a part of a turn to a few turns; every fourth has a second code."""
    random_ = random.Random(11)
    coder, round_ = ensure_coder(act, "bench"), ensure_round(act, "1")
    weights = list(accumulate(1 / (rank + 3) for rank in range(CODES)))
    rows: dict[tuple[int, int, int, int], dict[str, Any]] = {}

    def add(n: int, start: int, end: int, code: int) -> None:
        rows[n, start, end, code] = {
            "source_id": sources[n],
            "code_id": code,
            "coder_id": coder,
            "round_id": round_,
            "start": start,
            "end": end,
            "quote": texts[n][start:end],
            "cited": False,
            "origin": "manual",
            "created_at": MOMENT,
        }

    spans: list[tuple[int, int, int]] = []
    while len(rows) < passages:
        n = random_.randrange(len(texts))
        first = random_.randrange(len(turns[n]))
        last = min(first + random_.choice((0, 0, 0, 1, 1, 2)), len(turns[n]) - 1)
        start, end = turns[n][first][0], turns[n][last][1]
        start += random_.randrange((end - start) // 2 + 1)
        end -= random_.randrange((end - start) // 2 + 1)
        spans.append((n, start, end))
        add(n, start, end, random_.choices(codes, cum_weights=weights)[0])
    once = len(rows)
    while len(rows) < once + second_codes:
        add(*random_.choice(spans), random_.choices(codes, cum_weights=weights)[0])
    act.insert_many(Coding, list(rows.values()))
