"""Figures: what is drawn is what was counted."""

import struct
import zlib

import pytest
from lxml import etree

from qualwb.analysis.cooccurrence import Cooccurrence, Pair
from qualwb.analysis.matrix import Matrix, MatrixRow
from qualwb.analysis.saturation import saturation_of
from qualwb.analysis.slices import Slice
from qualwb.exchange.figures.accumulation import accumulation
from qualwb.exchange.figures.heat_map import darkness, heat_map
from qualwb.exchange.figures.network import network
from qualwb.exchange.figures.picture import Circle, Ink, Label, Picture, Rectangle, Stroke
from qualwb.exchange.figures.png import png
from qualwb.exchange.figures.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


def matrix(values: tuple[int | None, ...]) -> Matrix:
    theme = Slice("Mandat <&>", "themes", 1, frozenset({1}))
    row = MatrixRow(theme, None, 0, values, sum(v or 0 for v in values), sum(1 for v in values if v))
    numbers = range(1, len(values) + 1)
    names = tuple(Slice(f"Grupp {n}", "groups", n, frozenset({n})) for n in numbers)
    return Matrix(
        "themes", "groups", names, "passages", (row,), tuple(v or 0 for v in values), row.total, len(names)
    )


def pair(first: str, second: str, both: int) -> Pair:
    return Pair(first, second, 9, 5, both, 0.1, 0.2, 0.1, None, 0, 0.0, 10, 0.1, False)


def test_svg_is_well_formed_whatever_the_names_are() -> None:
    drawn = etree.fromstring(svg(heat_map(matrix((3, None, 0))), "f1"))
    assert drawn.find(f"{SVG}title").get("id") == "f1-title"
    texts = [element.text or "".join(element.itertext()) for element in drawn.iter(f"{SVG}text")]
    assert any("Mandat <&>" in text for text in texts)
    assert not any("href" in name for element in drawn.iter() for name in element.attrib)


def test_heat_map_tells_nothing_from_not_asked() -> None:
    picture = heat_map(matrix((4, 2, None, 0)))
    cells = [shape for shape in picture.shapes if isinstance(shape, Rectangle)]
    assert [cell.opacity for cell in cells] == [1.0, 0.56]
    assert cells[0].hint == "Mandat <&>, Grupp 1: 4"
    labels = [shape.text for shape in picture.shapes if isinstance(shape, Label)]
    assert labels[-3:] == ["4", "2", "·"]
    assert "Mandat <&>: Grupp 1 4, Grupp 2 2." in picture.description


def test_darkness_grows_with_the_value() -> None:
    assert [darkness(None, 5), darkness(0, 5), darkness(3, 0)] == [0, 0, 0]
    shades = [darkness(value, 5) for value in range(1, 6)]
    assert shades == sorted(shades)
    assert shades[0] > 0.1
    assert shades[-1] == 1


def test_accumulation_draws_its_curve_to_scale() -> None:
    incidence = [frozenset("abcd"), frozenset("ae"), frozenset("b")]
    picture = accumulation(saturation_of(["G1", "G2", "G3"], incidence))
    points = [shape for shape in picture.shapes if isinstance(shape, Circle)]
    assert [point.hint for point in points] == ["G1: 4", "G2: 5", "G3: 5"]
    bottom = max(y for shape in picture.shapes if isinstance(shape, Stroke) for _x, y in shape.points)
    heights = [bottom - point.y for point in points]
    assert heights[0] / heights[1] == pytest.approx(4 / 5)
    assert heights[1] == heights[2]
    assert "In order: G1 4, G2 5, G3 5." in picture.description


@pytest.mark.parametrize("n", [0, 1])
def test_accumulation_of_hardly_anything_is_drawn(n: int) -> None:
    picture = accumulation(saturation_of(["G1"][:n], [frozenset("ab")][:n]))
    assert etree.fromstring(svg(picture, "f")) is not None


def test_network_has_a_node_a_theme_and_a_line_a_pair() -> None:
    picture = network(Cooccurrence("themes", None, 20, (pair("A", "B", 4), pair("C", "B", 2))))
    lines = {shape.hint: shape.width for shape in picture.shapes if isinstance(shape, Stroke)}
    assert lines == {"A – B: 4": 6, "C – B: 2": 3.5}
    nodes = [shape.hint for shape in picture.shapes if isinstance(shape, Circle)]
    assert sorted(nodes) == ["A: 9", "B: 5", "C: 9"]
    assert "A – B 4; C – B 2" in picture.description


def test_png_shows_the_shapes_in_their_places() -> None:
    shapes = (Rectangle(10, 10, 20, 20, Ink.HEAT), Circle(60, 20, 8, Ink.SECOND), Label(5, 45, "Åäö", 10))
    width, height, rows = decoded(png(Picture("t", "d", 80, 50, shapes)))
    assert (width, height) == (240, 150)
    assert pixel(rows, 60, 60) == (11, 92, 138)
    assert pixel(rows, 180, 60) == (180, 83, 10)
    assert pixel(rows, 230, 140) == (255, 255, 255)
    written = {pixel(rows, x, y) for x in range(15, 75) for y in range(100, 140)}
    assert min(map(sum, written)) < 200


def test_png_of_a_large_picture_stays_small() -> None:
    width, height, _rows = decoded(
        png(Picture("t", "d", 9000, 4000, (Stroke(((0, 0), (9000, 4000)), Ink.INK),)))
    )
    assert width * height < 8_100_000


def decoded(data: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the rows of an RGB image whose rows have filter 0."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT")
    (length,) = struct.unpack(">I", data[start - 4 : start])
    raw = zlib.decompress(data[start + 4 : start + 4 + length])
    stride = width * 3 + 1
    return width, height, [raw[row * stride + 1 : (row + 1) * stride] for row in range(height)]


def pixel(rows: list[bytes], x: int, y: int) -> tuple[int, ...]:
    return tuple(rows[y][3 * x : 3 * x + 3])
