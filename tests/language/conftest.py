"""The embedded pipeline, and texts parsed once."""

from pathlib import Path

import pytest

from qualwb.language import loading
from qualwb.language.parsing import ParsedDoc, parse

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).resolve().parents[3] / "shared"

TALK = """Åsa: asså dom ba [skratt] sa att vi skulle få mer tid
Åsa: mm
Lena: ja vi hör av oss, det va ett väldigt otydligt syfte å dom e trötta
Problemet är två saker: tid å pengar.
Lena: Det otydliga syftet har vi tagit upp (paus) med Kerstin Berg på Försäkringskassan i Umeå 😀"""


@pytest.fixture(scope="session")
def nlp():
    return loading.load(loading.EMBEDDED)


@pytest.fixture(scope="session")
def talk(nlp) -> ParsedDoc:
    return parse(TALK, nlp)


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.exists():
        pytest.skip("the treebanks are not here")
    return SHARED
