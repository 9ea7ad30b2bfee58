"""Figures: what is drawn is what was counted."""

import io

import pytest
from lxml import etree
from PIL import Image

from qualwb.analysis.cooccurrence import Cooccurrence, Pair
from qualwb.analysis.matrix import Matrix, MatrixRow
from qualwb.analysis.saturation import saturation_of
from qualwb.analysis.slices import Slice
from qualwb.exchange.figures.accumulation import accumulation
from qualwb.exchange.figures.heat_map import heat_map
from qualwb.exchange.figures.network import network
from qualwb.exchange.figures.picture import (
    Area,
    Circle,
    Ink,
    Label,
    Picture,
    Rectangle,
    Shape,
    Stroke,
    text_width,
)
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


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_legend_of_the_accumulation_lies_within_the_picture(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_LANG", language)
    picture = accumulation(saturation_of(["G1", "G2"], [frozenset("ab"), frozenset("c")]))
    labels = [shape for shape in picture.shapes if isinstance(shape, Label) and shape.anchor == "start"]
    assert len(labels) == 3
    assert max(label.x + text_width(label.text) for label in labels) <= picture.width


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
    image = drawn(*shapes, width=80, height=50)
    assert image.size == (240, 150)
    assert image.getpixel((60, 60)) == (11, 92, 138)
    assert image.getpixel((180, 60)) == (180, 83, 10)
    assert image.getpixel((230, 140)) == (255, 255, 255)
    written = {image.getpixel((x, y)) for x in range(15, 75) for y in range(100, 140)}
    assert min(map(sum, written)) < 200


def test_a_rectangle_fills_its_pixels_and_no_others() -> None:
    assert box(drawn(Rectangle(10, 20, 30, 5, Ink.HEAT))) == (30, 60, 120, 75)


def test_what_is_faint_is_laid_over_what_is_there() -> None:
    corners = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
    image = drawn(Rectangle(0, 0, 50, 100, Ink.SECOND), Area(corners, Ink.ACCENT, 0.25))
    assert image.getpixel((225, 150)) == pytest.approx((194, 214, 226), abs=1)
    assert image.getpixel((75, 150)) == pytest.approx((138, 85, 42), abs=1)


@pytest.mark.parametrize(
    ("anchor", "left", "right"), [("start", 50.8, 99.2), ("middle", 25.8, 74.2), ("end", 0.8, 49.2)]
)
def test_text_stands_where_it_is_anchored(anchor: str, left: float, right: float) -> None:
    """Fifty points wide by the widths of Helvetica, less what H has beside it."""
    found = box(drawn(Label(50, 50, "Hemma i H", 10, anchor)))
    assert (found[0] / 3, found[2] / 3) == (pytest.approx(left, abs=0.7), pytest.approx(right, abs=0.7))
    assert found[3] / 3 == pytest.approx(50, abs=0.5)


@pytest.mark.parametrize("letters", ["ÅÄÖ", "åäö", "–…"])
def test_letters_beside_ascii_have_shapes_of_their_own(letters: str) -> None:
    images = [drawn(Label(10, 50, letter, 30)).tobytes() for letter in letters]
    empty = drawn().tobytes()
    assert len({*images, empty}) == len(letters) + 1


def test_bold_text_is_darker() -> None:
    plain, bold = (ink(drawn(Label(5, 50, "Otydligt", 20, bold=bold))) for bold in (False, True))
    assert bold > 1.2 * plain


def test_a_dashed_line_leaves_out_what_lies_between_its_dashes() -> None:
    image = drawn(Stroke(((10, 50), (40, 50), (40, 90)), Ink.INK, 2, dashed=True))
    across = [image.getpixel((round(3 * x), 150)) != (255, 255, 255) for x in (12, 17, 21, 26, 30, 35)]
    assert across == [True, False, True, False, True, False]
    # 27 points after its start a dash begins: three of them lie before the corner, two beyond it.
    below = [image.getpixel((120, round(3 * y))) != (255, 255, 255) for y in (51, 54, 58, 63)]
    assert below == [True, False, True, False]


def test_a_slanting_line_has_a_smooth_edge() -> None:
    shades = set(drawn(Stroke(((0, 0), (100, 37)), Ink.INK, 3)).convert("L").tobytes())
    assert len(shades) > 5


def test_the_same_picture_gives_the_same_bytes() -> None:
    picture = heat_map(matrix((3, None, 0)))
    assert png(picture) == png(picture)


def test_png_of_a_large_picture_stays_small() -> None:
    image = drawn(Stroke(((0, 0), (9000, 4000)), Ink.INK), width=9000, height=4000)
    assert image.width * image.height < 8_100_000


def drawn(*shapes: Shape, width: float = 100, height: float = 100) -> Image.Image:
    """The shapes as png, read again."""
    image = Image.open(io.BytesIO(png(Picture("t", "d", width, height, shapes))))
    assert (image.format, image.mode) == ("PNG", "RGB")
    return image


def box(image: Image.Image) -> tuple[int, ...]:
    """Left, top, right and bottom of what is not white, in pixels."""
    found = image.convert("L").point(lambda value: 255 * (value < 128)).getbbox()
    assert found is not None
    return found


def ink(image: Image.Image) -> int:
    """How much of an image is dark."""
    return sum(255 - value for value in image.convert("L").tobytes())
