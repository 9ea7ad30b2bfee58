"""Painting what has changed on the screen, and no row between."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class RowCompositor(Compositor):
    """Asks widgets for the rows that are to be painted only.

    Textual's own asks for all rows of every widget that lies in the rectangle around all changes: where the
    bar on top changes and a line at the bottom, that is the whole screen.
    """

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        chops: list[Mapping[int, Strip]] = [{}] * self.size.height
        for rows in runs(y for y in crop.line_range if is_rendered_line(y)):
            part = Region(crop.x, rows.start, crop.width, len(rows))
            painted = super()._render_chops(part, is_rendered_line)
            chops[rows.start : rows.stop] = painted[rows.start : rows.stop]
        return chops

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        crop = crop or self.size.region
        for widget, (region, clip) in self.visible_widgets.items():
            clip = Region(clip.x, crop.y, clip.width, crop.height).intersection(clip)
            shown = region.intersection(clip)
            if shown.overlaps(crop):
                yield region, clip, widget.render_lines(shown.translate(-region.offset))


def runs(rows: Iterable[int]) -> Iterable[range]:
    """Rising numbers as runs that follow each other without a gap."""
    run = range(0)
    for row in rows:
        if run and row == run.stop:
            run = range(run.start, row + 1)
            continue
        if run:
            yield run
        run = range(row, row + 1)
    if run:
        yield run
