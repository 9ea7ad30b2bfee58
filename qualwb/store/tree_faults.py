"""What can be wrong with the trees of codes and of themes, and how they are read all the same. Pure.

No act makes such a tree, but a file may come from anywhere.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Parents = Mapping[int, int | None]
"""The key of what each row lies beneath, by its own key; None at the top."""
Key = TypeVar("Key", bound=Hashable)


def in_cycles(parents: Mapping[Key, Key | None]) -> set[Key]:
    """The keys that lie beneath themselves; not those that merely lie beneath such ones."""
    found: set[Key] = set()
    seen: set[Key] = set()
    for start in parents:
        path: dict[Key, None] = {}
        at: Key | None = start
        while at is not None and at not in seen and at not in path:
            path[at] = None
            at = parents.get(at)
        if at is not None and at in path:
            walked = list(path)
            found.update(walked[walked.index(at) :])
        seen.update(path)
    return found


def without_parent(parents: Parents) -> set[int]:
    """The keys that lie beneath a row that is not there."""
    return {key for key, parent in parents.items() if parent is not None and parent not in parents}


def readable(parents: Parents) -> dict[int, int | None]:
    """The tree with what lies beneath itself, or beneath nothing that is there, at the top."""
    faulty = in_cycles(parents) | without_parent(parents)
    return {key: None if key in faulty else parent for key, parent in parents.items()}
