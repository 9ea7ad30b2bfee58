"""The shipped focus groups as evidence for suggestions."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, TextPlace, UncodedText

CORPUS = Path(__file__).parents[2] / "corpora" / "larandeseminarier"


@pytest.fixture(scope="session")
def seminars() -> Evidence:
    """The shipped groups as evidence."""
    return shipped_evidence()


@cache
def shipped_evidence() -> Evidence:
    """Passages of the shipped groups with the codes that the coders agreed on, and the turns around them."""
    passages, uncoded, names = [], [], set()
    for path in sorted(CORPUS.glob("kodning/grupp-*.yaml")):
        coding = yaml.safe_load(path.read_text(encoding="utf-8"))
        group = coding["group"]
        for n, found in enumerate(coding["passages"]):
            codes = tuple(found.get("konsensus") or ())
            if codes:
                start = n * 10_000
                place = TextPlace(group, group, start, start + len(found["quote"]))
                passages.append(CodedText(found["quote"], codes, place))
                names.update(codes)
        text = (CORPUS / f"{path.stem}.txt").read_text(encoding="utf-8")
        for line in text.splitlines():
            _label, colon, said = line.partition(": ")
            if colon and not any(said in p.text for p in passages):
                at = 10_000_000 + text.index(line)
                uncoded.append(UncodedText(said, TextPlace(group, group, at, at + len(said))))
    entries = tuple(KnownCode(name) for name in sorted(names))
    return Evidence(entries, tuple(passages), tuple(uncoded))
