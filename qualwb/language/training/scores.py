"""Scores of a pipeline on texts that it was not trained on, beside the published ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from qualwb.language.training import treebanks

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PUBLISHED = {
    "tag_acc": 0.9331,
    "pos_acc": 0.9492,
    "morph_acc": 0.9413,
    "lemma_acc": 0.9489,
    "dep_uas": 0.8181,
    "dep_las": 0.7645,
    "sents_f": 0.9264,
}
"""sv_core_news_sm 3.8.0 on UD Swedish-Talbanken 2.8 dev, from its published meta.json."""

GOAL_BELOW = {"dep_uas": 0.015, "dep_las": 0.015}
"""How far below the published score is allowed; 0 for the others: our train trees are converted ones."""

ENTITY_SCORES = ("ents_p", "ents_r", "ents_f")


def evaluate(nlp: Language, docs: Iterable[Doc]) -> dict[str, float]:
    """spaCy's own scores of raw text against gold documents: tokenisation errors count."""
    from spacy.tokens import Doc, DocBin
    from spacy.training import Example

    def blank(gold: Doc) -> Doc:
        if gold.has_unknown_spaces:
            return Doc(nlp.vocab, words=[token.text for token in gold])
        return nlp.make_doc(gold.text)

    # The scorer looks predicted values up among the gold document's strings: one vocabulary for both.
    golds = DocBin(docs=docs).get_docs(nlp.vocab)
    scores = nlp.evaluate([Example(blank(gold), gold) for gold in golds])
    return {name: value for name, value in scores.items() if isinstance(value, float)}


def core_scores(nlp: Language, data: Path) -> dict[str, float]:
    """The scores of ``PUBLISHED`` on the gold dev split."""
    scores = evaluate(nlp, treebanks.core_dev(data))
    return {name: round(scores[name], 4) for name in PUBLISHED}


def name_scores(nlp: Language, data: Path) -> dict[str, dict[str, float]]:
    """Precision, recall and F of names for each held-out corpus."""
    table = {}
    for corpus, docs in treebanks.names_tests(data).items():
        scores = evaluate(nlp, docs)
        table[corpus] = {name: round(scores[name], 4) for name in ENTITY_SCORES}
    return table


def report(core: dict[str, float], names: dict[str, dict[str, float]]) -> str:
    """Both tables as text: percent, two decimals."""
    lines = [f"{'':12}{'ours':>8}{'published':>11}{'goal':>8}"]
    for name, published in PUBLISHED.items():
        goal = published - GOAL_BELOW.get(name, 0)
        verdict = "" if core[name] >= goal else "  BELOW"
        lines.append(f"{name:12}{core[name]:8.2%}{published:11.2%}{goal:8.2%}{verdict}")
    lines.append(f"\n{'names':28}{'P':>8}{'R':>8}{'F':>8}")
    for corpus, scores in names.items():
        lines.append(f"{corpus:28}" + "".join(f"{scores[name]:8.2%}" for name in ENTITY_SCORES))
    return "\n".join(lines)
