"""Figures as files in a folder: each as SVG and as PNG, with an index of their captions."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.exchange.figures.picture import Picture
from qualwb.exchange.figures.png import png
from qualwb.exchange.figures.svg import svg_file
from qualwb.exchange.output_file import write_file, write_into
from qualwb.exchange.report.figures import NamedPicture
from qualwb.exchange.tables.table import Table
from qualwb.exchange.writers.text import as_markdown
from qualwb.localization import gettext as _

INDEX = "index.md"


def write_figures(figures: Sequence[NamedPicture], folder: Path) -> Iterator[tuple[Path, bool]]:
    """Write the files, and tell of each whether one of its name was replaced.

    The folder is made where there is none. Raises ``QualwbError``.
    """
    return write_into(folder, _files(figures))


def write_figure(picture: Picture, path: Path) -> None:
    """Write one figure, as its file's name says: .svg or .png. Raises ``QualwbError`` for another name."""
    suffix = path.suffix.lower()
    if suffix not in (".svg", ".png"):
        raise QualwbError(
            _("{file}: '{suffix}' is no format that can be written.").format(
                file=path.name, suffix=path.suffix
            ),
            _("There are: {names}.").format(names=".svg, .png"),
        )
    write_file(path, png(picture) if suffix == ".png" else svg_file(picture).encode())


def index_table(figures: Iterable[NamedPicture]) -> Table:
    """The captions with their notes, and what each figure says in words."""
    return Table(
        (_("File"), _("Caption"), _("Notes"), _("In words")),
        [
            (
                f"{figure.name}.svg, {figure.name}.png",
                _("Figure {n}. {title}").format(n=number, title=figure.picture.title),
                " ".join(figure.picture.notes),
                figure.picture.description,
            )
            for number, figure in enumerate(figures, 1)
        ],
        title=_("Figures"),
    )


def _files(figures: Sequence[NamedPicture]) -> Iterator[tuple[str, bytes]]:
    for figure in figures:
        yield f"{figure.name}.svg", svg_file(figure.picture).encode()
        yield f"{figure.name}.png", png(figure.picture)
    yield INDEX, as_markdown(index_table(figures)).encode()
