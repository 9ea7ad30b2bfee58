"""Write a trained pipeline as the package data folder that is shipped."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

NAME = "qualwb_sm"
VERSION = "1.0.0"
SPACY = ">=3.8.0,<3.9.0"
NAMES_SCORE = "klintan test"
"""The corpus whose scores stand as the pipeline's own: the largest, and wholly held out."""
KEPT = ("LICENSE", "ATTRIBUTION.md")
SOURCES = [
    {
        "name": "UD Swedish Talbanken 2.8 (train rebuilt from open derivatives, test)",
        "url": "https://github.com/UniversalDependencies/UD_Swedish-Talbanken",
        "license": "CC BY-SA 4.0",
        "author": "Joakim Nivre, Beáta Megyesi, Aaron Smith and others; Ulf Teleman and others",
    },
    {
        "name": "UD Swedish PUD",
        "url": "https://github.com/UniversalDependencies/UD_Swedish-PUD",
        "license": "CC BY-SA 4.0",
        "author": "Sara Stymne, Joakim Nivre, Aaron Smith and others",
    },
    {
        "name": "Universal NER v1, Swedish Talbanken and PUD",
        "url": "https://github.com/UniversalNER",
        "license": "CC BY-SA 4.0",
        "author": "Stephen Mayhew and others",
    },
    {
        "name": "klintan/swedish-ner-corpus (Webbnyheter 2012)",
        "url": "https://github.com/klintan/swedish-ner-corpus",
        "license": "CC BY 4.0",
        "author": "Andreas Klintberg; Språkbanken",
    },
]


def write(nlp: Language, folder: Path, core: dict[str, float], names: dict[str, dict[str, float]]) -> None:
    """Write config, meta and weights into ``folder``; its licence and attribution stay."""
    kept = {name: (folder / name).read_text(encoding="utf-8") for name in KEPT if (folder / name).exists()}
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder)
    _describe(folder / "meta.json", {**core, **names[NAMES_SCORE], "names": names})
    for name, text in kept.items():
        (folder / name).write_text(text, encoding="utf-8")


def _describe(path: Path, performance: dict[str, object]) -> None:
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta.update(
        name=NAME,
        version=VERSION,
        description="Swedish for transcripts of talk: tags, trees, lemmas, names",
        author="The qualwb developers",
        license="CC BY-SA 4.0",
        spacy_version=SPACY,
        sources=SOURCES,
        performance=performance,
    )
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def zipped_size(folder: Path, work: Path) -> int:
    """Bytes of the folder in a deflated zip file, as in a wheel."""
    target = work / "pipeline.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return target.stat().st_size
