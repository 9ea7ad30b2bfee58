"""When a table for the terminal gets a plot beside it."""

from pathlib import Path


def plotted(format_: str | None, output: Path | None) -> bool:
    """Whether the table goes to a reader's eyes, not into a file or a program."""
    return format_ == "table" or (format_ is None and output is None)
