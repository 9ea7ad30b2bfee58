"""An independent search: runs of words of a person in the bytes of files."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

RUN = 5


def runs(said: Iterable[str]) -> Iterator[str]:
    """Each run of ``RUN`` words as it stands in the texts."""
    for text in said:
        words = list(re.finditer(r"\w+", text))
        for first in range(len(words) - RUN + 1):
            yield text[words[first].start() : words[first + RUN - 1].end()]


def found_in(files: Iterable[Path], said: Iterable[str], elsewhere: Iterable[str]) -> list[tuple[str, str]]:
    """File and run of each run of a person's words that nobody else says and that stands in a file's bytes.

    In UTF-8, and as JSON writes it in ASCII.
    """
    others = "\n".join(elsewhere)
    wanted = [run for run in runs(said) if run not in others]
    contents = {path.name: path.read_bytes() for path in files if path.is_file()}
    return [
        (name, run)
        for run in dict.fromkeys(wanted)
        for name, content in contents.items()
        if run.encode() in content or json.dumps(run)[1:-1].encode() in content
    ]
