"""Finding names, as a share of the time in which the same texts are parsed in the same run."""

import time

import pytest

from qualwb.language import loading
from qualwb.language.names import find_everywhere, find_names
from qualwb.language.parsing import parse_all
from tests.language.names_figures import files_of, plain


@pytest.mark.bench
def test_finding_takes_under_three_tenths_of_parsing():
    texts = {path.stem: plain(path.read_text("utf-8"))[0] for path in files_of("development")}
    nlp = loading.load(loading.EMBEDDED)
    start = time.perf_counter()
    docs = dict(zip(texts, parse_all(texts.values(), nlp), strict=True))
    parsed = time.perf_counter()
    find_everywhere(texts, {stem: find_names(doc) for stem, doc in docs.items()})
    assert time.perf_counter() - parsed < 0.3 * (parsed - start)
