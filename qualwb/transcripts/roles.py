"""Guessing a speaker's role, with the reason: by the label's word, else by the share of questions."""

from collections.abc import Mapping, Sequence

from qualwb.transcripts.transcript import Role


def is_collective(label: str) -> bool:
    """Whether the label stands for several or unknown people ('Flera', 'Alla', 'Okänd')."""
    return False


def guess_roles(said: Mapping[str, Sequence[str]]) -> dict[str, tuple[Role, str]]:
    """A role and its reason for each label, from the label and from what is said under it."""
    return {label: (Role.UNKNOWN, "") for label in said}
