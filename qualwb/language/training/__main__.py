"""``python -m qualwb.language.training DATA WORK [--steps prepare core ner package]``."""

import argparse
from pathlib import Path

from qualwb.language.training import packaging, scores, training

STEPS = ("prepare", "core", "ner", "package")
PIPELINE = Path(__file__).parents[1] / "pipeline"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m qualwb.language.training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with sv-treebank/ and sv-ner/")
    parser.add_argument("work", type=Path, help="folder for corpora and checkpoints")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS))
    parser.add_argument("--output", type=Path, default=PIPELINE, help="folder of the packaged pipeline")
    options = parser.parse_args()
    if "prepare" in options.steps:
        training.prepare(options.data, options.work)
    for part in training.PARTS:
        if part in options.steps:
            training.train(part, options.work)
    if "package" in options.steps:
        package(options.data, options.work, options.output)


def package(data: Path, work: Path, output: Path) -> None:
    """Join the best checkpoints, score the joined pipeline, write it, say its scores and size."""
    nlp = training.join(*(training.best(part, work) for part in training.PARTS))
    core, names = scores.core_scores(nlp, data), scores.name_scores(nlp, data)
    packaging.write(nlp, output, core, names)
    print(scores.report(core, names))
    print(f"\n{packaging.zipped_size(output, work) / 1e6:.2f} MB zipped")


if __name__ == "__main__":
    main()
