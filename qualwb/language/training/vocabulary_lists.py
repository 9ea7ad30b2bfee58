"""Write the word lists that are shipped: ``python -m qualwb.language.training.vocabulary_lists DATA``.

The vocabulary is each word form of the treebanks that the pipeline is trained on, with its commonest base
form.

The base forms of simplemma's Swedish dictionary are mostly compounds. Each is split where a known combining
form stands before a known base form; a few rounds of counting (expectation-maximisation with hard choices)
let productive parts win: 'vård' + 'plan' over anything rarer. What is kept is one count a part.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from qualwb.language.compounds import BOUND_ENDS, BOUND_PREFIXES
from qualwb.language.training import treebanks
from qualwb.language.vocabulary import COMPOUND_PARTS, DATA, VOCABULARY

ROUNDS = 4
LEAST = 2
SHORTEST_MODIFIER = 2
SHORTEST_HEAD = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with sv-treebank/")
    DATA.mkdir(exist_ok=True)
    VOCABULARY.write_text("\n".join(vocabulary_lines(parser.parse_args().data)) + "\n", encoding="utf-8")
    COMPOUND_PARTS.write_text("\n".join(compound_lines()) + "\n", encoding="utf-8")


def vocabulary_lines(data: Path) -> Iterator[str]:
    """A form and its base forms, commonest first, for each word of the treebanks; the form alone where it is
    its only base form.
    """
    seen: dict[str, Counter[str]] = {}
    for doc in treebanks.core_train(data):
        for token in doc:
            if token.text.isalpha():
                seen.setdefault(token.text.lower(), Counter())[token.lemma_.lower()] += 1
    for form, bases in sorted(seen.items()):
        found = [base for base, _ in bases.most_common()]
        yield form if found == [form] else "\t".join([form, *found])


def compound_lines() -> Iterator[str]:
    """Heads with their counts, an empty line, then modifiers with counts and base forms."""
    forms = _dictionary()
    bases = {base for base in forms.values() if base.isalpha() and base.islower()}
    modifiers, heads = count(forms, bases)
    yield from (f"{head}\t{n}" for head, n in sorted(heads.items()) if n >= LEAST)
    yield ""
    for modifier, n in sorted(modifiers.items()):
        if n >= LEAST:
            base = base_of(modifier, forms, heads)
            yield f"{modifier}\t{n}" if base == modifier else f"{modifier}\t{n}\t{base}"


def count(forms: Mapping[str, str], bases: set[str]) -> tuple[Counter[str], Counter[str]]:
    """How many base forms each modifier begins and each head ends."""
    splits = {base: found for base in bases if (found := list(_splits(base, forms, bases)))}
    modifiers: Counter[str] = Counter(m for found in splits.values() for m, _ in found)
    heads: Counter[str] = Counter(h for found in splits.values() for _, h in found)
    for _ in range(ROUNDS):
        best = [
            max(
                found, key=lambda split: math.log(modifiers[split[0]] + 0.1) + math.log(heads[split[1]] + 0.1)
            )
            for found in splits.values()
        ]
        modifiers = Counter(m for m, _ in best)
        heads = Counter(h for _, h in best)
    return modifiers, heads


def base_of(modifier: str, forms: Mapping[str, str], heads: Mapping[str, int]) -> str:
    """The base form of a combining form: 'arbets' -> 'arbete', 'kvinno' -> 'kvinna', 'lärar' -> 'lärare'."""
    if modifier.endswith(("ande", "ende", "ika")):
        return modifier
    candidates = [modifier]
    if modifier.endswith("ar"):
        candidates.insert(0, modifier + "e")
    if modifier.endswith("s"):
        candidates += [modifier[:-1], modifier[:-1] + "e"]
        candidates.sort(key=lambda word: -heads.get(word, 0))
    if modifier[-1] in "ou":
        candidates.append(modifier[:-1] + "a")
    known = [
        word
        for word in candidates
        if word.isalpha() and (heads.get(word, 0) >= LEAST or forms.get(word) == word)
    ]
    if known:
        return known[0]
    base = forms.get(modifier, modifier).lower()
    return base if base.isalpha() and base[:2] == modifier[:2] else modifier


def _splits(base: str, forms: Mapping[str, str], bases: set[str]) -> Iterator[tuple[str, str]]:
    for cut in range(SHORTEST_MODIFIER, len(base) - SHORTEST_HEAD + 1):
        modifier, head = base[:cut], base[cut:]
        if modifier in BOUND_PREFIXES or head in BOUND_ENDS:
            continue
        if modifier in forms and head in bases:
            yield modifier, head


def _dictionary() -> dict[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    return dict(DEFAULT_DICTIONARY_FACTORY.get_dictionary("sv").items())


if __name__ == "__main__":
    main()
