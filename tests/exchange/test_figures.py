"""Figures: what is drawn is what was counted."""

import io
from collections import Counter
from dataclasses import replace
from functools import reduce
from itertools import combinations, pairwise

import pytest
from lxml import etree
from PIL import Image, ImageChops

from qualwb.analysis.composition import composition
from qualwb.analysis.cooccurrence import Cooccurrence, Pair
from qualwb.analysis.matrix import Matrix, MatrixRow
from qualwb.analysis.participation import Participation, Voice
from qualwb.analysis.people import ParticipantRow
from qualwb.analysis.saturation import saturation_of
from qualwb.analysis.slices import Slice
from qualwb.colours import rgb
from qualwb.errors import QualwbError
from qualwb.exchange.figures.accumulation import accumulation
from qualwb.exchange.figures.composition_dots import composition_dots
from qualwb.exchange.figures.heat_map import heat_map
from qualwb.exchange.figures.network import network
from qualwb.exchange.figures.participation_bars import participation_bars
from qualwb.exchange.figures.picture import (
    ON_LIGHT,
    Area,
    Circle,
    Ink,
    Label,
    Picture,
    Rectangle,
    Shape,
    Stroke,
)
from qualwb.exchange.figures.png import png
from qualwb.exchange.figures.png_file import BAND, png_file
from qualwb.exchange.figures.svg import svg, svg_file
from qualwb.exchange.text_width import text_width

pytestmark = pytest.mark.file_only

DOTS = 300 / 72
"""Pixels of a point."""
SVG = "{http://www.w3.org/2000/svg}"


def matrix(values: tuple[int | None, ...]) -> Matrix:
    theme = Slice("Mandat <&>", "themes", 1, frozenset({1}))
    row = MatrixRow(theme, None, 0, values, sum(v or 0 for v in values), sum(1 for v in values if v))
    numbers = range(1, len(values) + 1)
    names = tuple(Slice(f"Grupp {n}", "groups", n, frozenset({n})) for n in numbers)
    return Matrix(
        "themes",
        "groups",
        names,
        "passages",
        (row,),
        tuple(v or 0 for v in values),
        row.total,
        groups=len(names),
        groups_with=row.groups_with,
    )


def pair(first: str, second: str, both: int, c: float = 0.1) -> Pair:
    return Pair(first, second, 9, 5, both, c, 0.2, 0.1, None, 0, 0.0, 10, 0.1, False)


def test_svg_is_well_formed_whatever_the_names_are() -> None:
    drawn = etree.fromstring(svg(heat_map(matrix((3, None, 0))), "f1"))
    assert drawn.find(f"{SVG}title").get("id") == "f1-title"
    texts = [element.text or "".join(element.itertext()) for element in drawn.iter(f"{SVG}text")]
    assert any("Mandat <&>" in text for text in texts)
    assert not any("href" in name for element in drawn.iter() for name in element.attrib)


def test_heat_map_tells_nothing_from_not_asked() -> None:
    picture = heat_map(matrix((4, 2, None, 0)))
    cells = [shape for shape in picture.shapes if isinstance(shape, Rectangle)]
    assert [cell.opacity for cell in cells if cell.hint] == [1.0, 0.56]
    assert cells[0].hint == "Mandat <&>, Grupp 1: 4"
    labels = [shape.hint for shape in picture.shapes if isinstance(shape, Label) and shape.text == "·"]
    assert labels == ["Mandat <&>, Grupp 3: ·", ""]
    assert legend_of(picture)[-3:] == ["4 passages", "blank: not said", "not asked"]
    assert "Mandat <&>: Grupp 1 4, Grupp 2 2." in picture.description


def test_accumulation_draws_its_curve_to_scale() -> None:
    incidence = [frozenset("abcd"), frozenset("ae"), frozenset("b")]
    picture = accumulation(saturation_of(["G1", "G2", "G3"], incidence))
    points = [shape for shape in picture.shapes if isinstance(shape, Circle) and shape.hint]
    assert [point.hint for point in points] == ["G1: 4", "G2: 5", "G3: 5"]
    axes = (shape for shape in picture.shapes if isinstance(shape, Stroke) and shape.ink is Ink.INK)
    bottom = max(y for axis in axes for _x, y in axis.points)
    heights = [bottom - point.y for point in points]
    assert heights[0] / heights[1] == pytest.approx(4 / 5)
    assert heights[1] == heights[2]
    assert "In order: G1 4, G2 5, G3 5." in picture.description


@pytest.mark.parametrize(
    ("kind", "over", "said"),
    [
        ("codes", "groups", {"codes known", "groups in the order of analysis"}),
        ("themes", "sources", {"themes known", "sources in the order of analysis"}),
    ],
)
def test_accumulation_says_what_it_counts_over_what(kind: str, over: str, said: set[str]) -> None:
    picture = accumulation(
        saturation_of(["G1", "G2"], [frozenset("ab"), frozenset("a")], kind=kind, over=over)
    )
    labels = {shape.text for shape in picture.shapes if isinstance(shape, Label)}
    assert said <= labels
    assert not {"themes known", "codes known"} - said & labels
    assert picture.title == f"Accumulation over {over}"


@pytest.mark.parametrize("n", [0, 1])
def test_accumulation_of_hardly_anything_is_drawn(n: int) -> None:
    picture = accumulation(saturation_of(["G1"][:n], [frozenset("ab")][:n]))
    assert etree.fromstring(svg(picture, "f")) is not None


def test_network_has_a_node_a_theme_and_a_line_a_pair() -> None:
    pairs = (pair("A", "B", 4, 0.4), pair("C", "B", 2, 0.1))
    picture = network(Cooccurrence("themes", None, 20, pairs))
    lines = {shape.hint: shape.width for shape in picture.shapes if isinstance(shape, Stroke) and shape.hint}
    assert lines["A – B: 4 (c = 0.40)"] == pytest.approx(4 * lines["C – B: 2 (c = 0.10)"])
    assert legend_of(picture) == ["thickness: c = 0.10", "0.40", "area: n = 5", "9"]
    nodes = [shape.hint for shape in picture.shapes if isinstance(shape, Circle) and shape.hint]
    assert sorted(nodes) == ["A: 9", "B: 5", "C: 9"]
    assert "A – B 4; C – B 2" in picture.description


def test_png_shows_the_shapes_in_their_places() -> None:
    shapes = (Rectangle(10, 10, 20, 20, Ink.HEAT), Circle(60, 20, 8, Ink.SECOND), Label(5, 45, "Åäö", 10))
    image = drawn(*shapes, width=80, height=50)
    assert image.size == (334, 209)
    assert image.getpixel((83, 83)) == (11, 92, 138)
    assert image.getpixel((250, 83)) == (180, 83, 10)
    assert image.getpixel((325, 200)) == (255, 255, 255)
    written = {image.getpixel((x, y)) for x in range(20, 104) for y in range(139, 195)}
    assert min(map(sum, written)) < 200


def test_a_rectangle_fills_its_pixels_and_no_others() -> None:
    assert box(drawn(Rectangle(12, 24, 36, 6, Ink.HEAT))) == (50, 100, 200, 125)


def test_what_is_faint_is_laid_over_what_is_there() -> None:
    corners = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
    image = drawn(Rectangle(0, 0, 50, 100, Ink.SECOND), Area(corners, Ink.ACCENT, 0.25))
    assert image.getpixel((312, 208)) == pytest.approx((194, 214, 226), abs=1)
    assert image.getpixel((104, 208)) == pytest.approx((138, 85, 42), abs=1)


@pytest.mark.parametrize(
    ("anchor", "left", "right"), [("start", 50.8, 99.2), ("middle", 25.8, 74.2), ("end", 0.8, 49.2)]
)
def test_text_stands_where_it_is_anchored(anchor: str, left: float, right: float) -> None:
    """Fifty points wide by the widths of Helvetica, less what H has beside it."""
    found = box(drawn(Label(50, 50, "Hemma i H", 10, anchor)))
    assert (found[0] / DOTS, found[2] / DOTS) == (pytest.approx(left, abs=0.7), pytest.approx(right, abs=0.7))
    assert found[3] / DOTS == pytest.approx(50, abs=0.5)


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
    across = [image.getpixel((round(DOTS * x), 208)) != (255, 255, 255) for x in (12, 17, 21, 26, 30, 35)]
    assert across == [True, False, True, False, True, False]
    # 27 points after its start a dash begins: three of them lie before the corner, two beyond it.
    below = [image.getpixel((167, round(DOTS * y))) != (255, 255, 255) for y in (51, 54, 58, 63)]
    assert below == [True, False, True, False]


def test_a_slanting_line_has_a_smooth_edge() -> None:
    shades = set(drawn(Stroke(((0, 0), (100, 37)), Ink.INK, 3)).convert("L").tobytes())
    assert len(shades) > 5


def test_the_same_picture_gives_the_same_bytes() -> None:
    picture = heat_map(matrix((3, None, 0)))
    assert png(picture) == png(picture)


def test_a_png_is_as_large_in_print_as_its_picture_at_300_dots_an_inch() -> None:
    image = drawn(width=482, height=300)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.05)
    assert image.width / image.info["dpi"][0] * 72 == pytest.approx(482, abs=0.3)


def test_png_of_a_large_picture_stays_small_and_keeps_its_size_in_print() -> None:
    image = drawn(Stroke(((0, 0), (9000, 4000)), Ink.INK), width=9000, height=4000)
    assert image.width * image.height < 16_100_000
    assert image.width / image.info["dpi"][0] * 72 == pytest.approx(9000, rel=0.001)


@pytest.mark.parametrize("size", [(1, 1), (7, BAND - 1), (3, BAND), (5, 2 * BAND + 1)])
def test_a_png_file_gives_back_every_pixel(size: tuple[int, int]) -> None:
    image = Image.effect_noise(size, 90).convert("RGB")
    image.putpixel((size[0] - 1, size[1] - 1), (1, 2, 3))
    bands = (image.crop((0, top, size[0], min(top + BAND, size[1]))) for top in range(0, size[1], BAND))
    with Image.open(io.BytesIO(png_file(size, bands, 299.4))) as found:
        assert (found.format, found.mode, found.size) == ("PNG", "RGB", size)
        assert found.tobytes() == image.tobytes()
        assert found.info["dpi"] == pytest.approx((299.4, 299.4), abs=0.02)


def test_a_picture_is_drawn_over_the_borders_of_its_bands_as_in_one_piece() -> None:
    """Moved down by half a band, what lay on a border lies within, and is drawn the same."""
    half = BAND / 2 / DOTS
    shapes = (
        Stroke(((3.2, 0.7), (60.1, 95.3)), Ink.ACCENT, 1.7),
        Circle(40, 2 * half, 4.3, Ink.SECOND),
        Circle(70, 4 * half - 4, 4, Ink.INK),
        Rectangle(10, 4 * half - 0.1, 30, 0.2, Ink.SOFT),
        Label(5, 2 * half + 1, "Ågjpq", bold=True),
        Label(5, 4 * half - 1, "Ågjpq", size=16),
        Area(((80, 1), (90, 6 * half), (95, 3)), Ink.LINE, 0.5),
    )
    whole = drawn(*shapes, width=100, height=8 * half)
    moved = drawn(*(lower(shape, half) for shape in shapes), width=100, height=9 * half)
    assert moved.crop((0, BAND // 2, whole.width, BAND // 2 + whole.height)).tobytes() == whole.tobytes()


def test_what_is_drawn_again_looks_as_at_first_wherever_it_lies() -> None:
    """In each place as by itself, in its own size and face, and in a second figure as in the first."""
    labels = [Label(x, y, "Ågjpq", size, bold=bold) for x, y, size, bold in AGAIN]
    one_by_one = [drawn(label, width=100, height=100) for label in labels]
    together = drawn(*labels, width=100, height=100)
    assert together.tobytes() == reduce(ImageChops.darker, one_by_one).tobytes()
    assert together.tobytes() == drawn(*labels, width=100, height=100).tobytes()
    assert len({image.tobytes() for image in one_by_one}) == len(AGAIN)


AGAIN = (
    (5, 20, 11, False),
    (5.37, 40, 11, False),
    (5, 60.41, 11, False),
    (5, 80, 11, True),
    (50, 20, 12, False),
)


def lower(shape: Shape, by: float) -> Shape:
    """The same shape further down."""
    if isinstance(shape, Stroke | Area):
        return replace(shape, points=tuple((x, y + by) for x, y in shape.points))
    return replace(shape, y=shape.y + by)


LONG = (
    "Gemensamma behandlingsprogram, nya rutiner och kontakter över huvudmannagränserna i Örebro län",
    "Kommunalförbundssamordningsöverenskommelse",
    "Å",
)
SIZES = [0, 1, 30]


def pictures(n: int) -> dict[str, Picture]:
    """Every kind of figure of ``n`` rows, groups or people, with long names."""
    names = [f"{LONG[number % 3]} {number}" for number in range(n)]
    slices = tuple(Slice(name, "groups", key, frozenset({key})) for key, name in enumerate(names))
    rows = tuple(
        MatrixRow(
            Slice(name, "themes", 1, frozenset({1})), None, k % 3, (k, None, 0) * (n // 3) or (k,), k, 1
        )
        for k, name in enumerate(names)
    )
    pairs = tuple(pair(one, other, 3, 0.01 * k) for k, (one, other) in enumerate(pairwise(names), 1))
    voices = [
        Voice(name, "participant" if k else "moderator", 5, 50 + k, 10.0, 0.03 * k, None)
        for k, name in enumerate(names)
    ]
    people = [person(f"Grupp {k} {name}", huvudman=name) for k, name in enumerate(names)]
    return {
        "heat map": heat_map(Matrix("themes", "groups", slices, "passages", rows, (1,) * n, 9, n, n)),
        "accumulation": accumulation(saturation_of(names, [frozenset({name}) for name in names])),
        "network": network(Cooccurrence("themes", None, 20, pairs)),
        "participation": participation_bars([talk(LONG[0], tuple(voices))]),
        "composition": composition_dots(composition(people, ["huvudman"] if people else [])),
    }


def talk(name: str, voices: tuple[Voice, ...]) -> Participation:
    return Participation(name, voices, 9, 99, *(None,) * 8, (), None, None, None)


def person(group: str, role: str = "participant", **attributes: str) -> ParticipantRow:
    return ParticipantRow(group, "alias", role, attributes, (), (), 1, 1)


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("n", SIZES)
def test_nothing_passes_the_edge_of_its_picture(
    n: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_LANG", language)
    for kind, picture in pictures(n).items():
        for shape in picture.shapes:
            left, top, right, low = extent(shape)
            assert left >= 0, (kind, shape)
            assert top >= 0, (kind, shape)
            assert right <= picture.width, (kind, shape)
            assert low <= picture.height, (kind, shape)


@pytest.mark.parametrize("n", SIZES)
def test_no_text_stands_on_another(n: int) -> None:
    for kind, picture in pictures(n).items():
        boxes = [(extent(shape), shape.text) for shape in picture.shapes if isinstance(shape, Label)]
        for (one, text), (other, second) in combinations(boxes, 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across <= 0.5 or down <= 0.5, (kind, text, second)


def test_columns_whose_names_have_no_room_are_numbered_and_named_below() -> None:
    for kind in ("heat map", "composition", "accumulation"):
        picture = pictures(30)[kind]
        (note,) = [note for note in picture.notes if note.startswith("Groups: 1 ")]
        assert all(f"{LONG[k % 3]} {k}" in note for k in range(30))
        shown = {shape.text for shape in picture.shapes if isinstance(shape, Label)}
        assert shown >= {"1", "29"}
    named = heat_map(matrix((1, 2)))
    assert named.notes == ()
    assert "Grupp 1" in {shape.text for shape in named.shapes if isinstance(shape, Label)}


def extent(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape in points."""
    match shape:
        case Rectangle(x, y, width, height):
            return x, y, x + width, y + height
        case Circle(x, y, radius):
            return x - radius, y - radius, x + radius, y + radius
        case Label(x, y, text, size, anchor):
            width = text_width(text, size, bold=shape.bold)
            left = x - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
            return left, y - 0.75 * size, left + width, y + 0.2 * size
    xs, ys = zip(*shape.points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def legend_of(picture: Picture) -> list[str]:
    """The texts of a picture's last line: its legend."""
    labels = [shape for shape in picture.shapes if isinstance(shape, Label)]
    line = max(label.y for label in labels)
    return [label.text for label in labels if label.y == line and label.ink is Ink.SOFT]


@pytest.mark.parametrize("n", SIZES)
def test_svg_and_png_hold_the_same_at_the_same_size(n: int) -> None:
    for picture in pictures(n).values():
        written = etree.fromstring(svg_file(picture).encode())
        image = Image.open(io.BytesIO(png(picture)))
        assert float(written.get("width").removesuffix("pt")) == pytest.approx(picture.width, abs=0.01)
        assert image.width / image.info["dpi"][0] * 72 == pytest.approx(picture.width, abs=0.5)
        texts = [element.xpath("string(text()[last()])") for element in written.iter(f"{SVG}text")]
        assert texts == [shape.text for shape in picture.shapes if isinstance(shape, Label)]
        drawings = [e for e in written if e.tag.removeprefix(SVG) not in ("title", "desc", "text")]
        others = [shape for shape in picture.shapes if not isinstance(shape, Label)]
        assert len(drawings) == len(others) + 1  # the white ground


def test_a_file_has_colours_that_every_program_reads() -> None:
    written = svg_file(heat_map(matrix((3, None, 0))))
    assert "var(" not in written
    assert "fill:#0b5c8a" in written
    assert "var(--heat, #0b5c8a)" in svg(heat_map(matrix((3, None, 0))), "f")


COMPOSED = [
    *(person("Grupp 1", part="vård", roll=f"r{k}") for k in range(3)),
    *(person("Grupp 2", part="vård", roll=f"r{k}") for k in range(3, 6)),
    *(person("Grupp 2", part="skola", roll=f"r{k}") for k in range(6, 9)),
    person("Grupp 2", "moderator", part="skola"),
    person("Grupp 3", "observer"),
    person("Grupp 2", kön="kvinna"),
]


def test_composition_counts_who_takes_part_and_not_who_leads() -> None:
    found = composition(COMPOSED)
    assert found.groups == ("Grupp 1", "Grupp 2", "Grupp 3")
    assert found.people == (3, 7, 0)
    ((name, values),) = found.attributes  # nine roles point at persons, one sex tells nothing apart
    assert name == "part"
    assert [(one.value, one.counts) for one in values] == [
        ("vård", (3, 3, 0)),
        ("skola", (0, 3, 0)),
        (None, (0, 1, 0)),
    ]
    assert [len(values) for _name, values in composition(COMPOSED, ["Roll"]).attributes] == [10]
    with pytest.raises(QualwbError, match="part, roll"):
        composition(COMPOSED, ["ålder"])


def test_composition_has_a_dot_a_person_and_warns_of_small_cells() -> None:
    picture = composition_dots(composition(COMPOSED))
    dots = Counter(shape.hint for shape in picture.shapes if isinstance(shape, Circle))
    assert dots == {
        "vård, Grupp 1: 3": 3,
        "vård, Grupp 2: 3": 3,
        "skola, Grupp 2: 3": 3,
        "not known, Grupp 2: 1": 1,
    }
    totals = [shape.text for shape in picture.shapes if isinstance(shape, Label) and shape.anchor == "end"]
    assert totals == ["all", "6", "3*", "1*", "10"]
    assert picture.notes[1:] == (
        "* fewer than 5: take care in print, persons may be known by it.",
        "Nobody is known in: Grupp 3.",
    )


SEEN = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""How colours are seen without one kind of cones (Machado, Oliveira & Fernandes 2009, severity 1.0)."""


@pytest.mark.parametrize("kind", SEEN)
def test_the_two_colours_of_figures_are_told_apart_by_the_colour_blind(kind: str) -> None:
    one, other = (seen(ON_LIGHT[ink], SEEN[kind]) for ink in (Ink.ACCENT, Ink.SECOND))
    assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.12


def seen(colour: str, eye: tuple[tuple[float, ...], ...]) -> list[float]:
    """A colour in linear light, as somebody with such eyes sees it."""
    linear = [(part / 255) ** 2.2 for part in rgb(colour)]
    return [sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in eye]


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
