"""The order of attributes: as those who have them were described."""

from collections.abc import Iterable


def attribute_order(described: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The names of attributes, each once; ``described`` are the names of each person, group or source.

    A name that the first do not have stands where it stands among those of the one who has it.
    """
    order: list[str] = []
    for names in described:
        at = 0
        for name in names:
            if name not in order:
                order.insert(at, name)
            at = order.index(name) + 1
    return tuple(order)
