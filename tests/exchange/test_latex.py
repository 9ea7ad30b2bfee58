"""Tables as LaTeX: signs that print, columns that fit the line, nothing that is cut."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.exchange.rendering import render
from qualwb.exchange.tables.table import MANY_ROWS, Table
from qualwb.exchange.writers.latex.cells import MOST_LINES, lines_of, opened, pieces
from qualwb.exchange.writers.latex.layout import GAP, LYING, UPRIGHT, Column, fitted, layouts
from qualwb.exchange.writers.latex.longtable import PACKAGES
from qualwb.exchange.writers.latex.signs import BREAK, SOFT_HYPHEN, escaped, label
from qualwb.exchange.writers.latex.type_widths import text_width

pytestmark = pytest.mark.file_only

ANY = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)
COMMANDS = "|".join(
    (
        r"\\(?:text\w+\{\}|par |smallskip |par(?=\\\\smallskip)|scriptsize|char34|hspace\{0pt\}|mbox\{-\})",
        r"\\rule\{[\d.]+e[mx]\}\{[\d.]+ex\}",
        r"\$\\?[A-Za-z-]+\$",
        r"\\[`'^~=u.\"rHvdckb]\{(?=[A-Za-z\\])",
        r"\\[{}$&#%_,-]",
        r"\{(?=[\[\]*}\\])",
        r"\{\}",
    )
)
"""What ``escaped`` may write beside the signs themselves."""
SPEECH = "Jag satt i hotellrummet på kvällen och försökte lyssna av den. "


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "50 % & $x^2$ {~} #1 \\x",
            r"50 \% \& \$x\textasciicircum{}2\$ \{\textasciitilde{}\} \#1 \textbackslash{}x",
        ),
        ("[skratt] * <a>", r"{[}skratt{]} {*} \textless{}a\textgreater{}"),
        ("Åsa – ”ja” … é «ö»", "Åsa – ”ja” … é «ö»"),
        ('"ja"', r"{\char34}ja{\char34}"),
        ("○ ● ·", r"$\circ$ \textbullet{} \textperiodcentered{}"),
        ("≥ 5 → −1", r"$\geq$ 5 $\rightarrow$ $-$1"),
        ("a--b ''", r"a-{}-b '{}'"),
        ("ạ ȟ q\u0303", r"\d{a} \v{h} \~{q}"),
        ("e\u0301", "é"),
        ("å\u0323", r"\r{\d{a}}"),
        ("д\u0359", r"{\scriptsize{[}U+0434{]}}{\scriptsize{[}U+0359{]}}"),
        ("①ﬁＡ", "1fiA"),
        ("中", r"{\scriptsize{[}U+4E2D{]}}"),
        ("🙂", r"{\scriptsize{[}U+1F642{]}}"),
        ("a\u200db\ufe0f\u00a0c\u2009d", r"ab~c\,d"),
        ("ett\ntvå", r"ett\par två"),
        ("ett\n\n \ntvå", r"ett\par\smallskip två"),
    ],
)
def test_signs_are_written_so_that_they_print(text: str, written: str) -> None:
    assert escaped(text) == written


@given(ANY)
def test_no_sign_is_left_that_could_be_a_command_or_that_the_fonts_lack(text: str) -> None:
    plain = re.sub(COMMANDS, "", escaped(text))
    plain = re.sub(r"\[U\+[0-9A-F]{4,6}\]?|[\[\]*]\}|[}~]", "", plain)
    assert not set(plain) & set("\\{}$&#%_^~")
    assert all(ord(sign) < 0x180 or sign in "ȘșȚț–—‘’‚“”„†‡•…‰‹›€™" for sign in plain)


def test_captions_and_heads_stand_on_one_line() -> None:
    written = str(render(Table(("a\nb",), [("x\ny",)], "T\nU", ("n\nm",)), "latex"))
    assert r"\caption{T U}" in written
    assert r"\bfseries a b" in written
    assert r"x\par y" in written
    assert r"n\par m" in written


def test_a_label_has_signs_that_every_tex_takes() -> None:
    assert label("Passager: teman × grupper") == "passager-teman-grupper"
    assert label("Åsa & Örjan_2") == "asa-orjan-2"


NEEDS = st.lists(
    st.tuples(st.floats(1, 200), st.floats(0, 3000)).map(lambda need: Column(need[0], need[0] + need[1])),
    min_size=1,
    max_size=12,
)


@given(NEEDS, st.sampled_from([UPRIGHT, LYING]))
def test_columns_fill_the_line_with_at_least_what_each_needs(columns: list[Column], line: float) -> None:
    widths = fitted(columns, line)
    needed = sum(column.least for column in columns) + GAP * (len(columns) - 1)
    if widths is None:
        assert needed > line
        return
    assert sum(widths) + GAP * (len(columns) - 1) == pytest.approx(line)
    assert all(width >= column.least - 1e-6 for width, column in zip(widths, columns, strict=True))


def test_who_needs_little_leaves_room_to_who_needs_much() -> None:
    small, large = fitted([Column(30, 40), Column(60, 9000)], UPRIGHT) or (0.0, 0.0)
    assert small == pytest.approx(40)
    assert large == pytest.approx(UPRIGHT - GAP - 40)


def test_the_columns_written_add_up_to_the_line() -> None:
    table = Table(("Tema", "Citat", "n"), [("Otydligt syfte", SPEECH * 9, 3)], numeric=frozenset({2}))
    shares = re.findall(r"p\{\\dimexpr([\d.]+)\\linewidth-2\\tabcolsep", str(render(table, "latex")))
    assert len(shares) == 3
    assert sum(map(float, shares)) == pytest.approx(1, abs=3e-4)


def _numbers(columns: int, name: str = "Grupp {}") -> Table:
    heads = ("teman", *(name.format(n) for n in range(columns)))
    return Table(
        heads, [("Inför", *range(columns))], "T", ("en not",), numeric=frozenset(range(1, columns + 1))
    )


def test_a_table_lies_down_then_turns_its_heads_then_is_parted_by_columns() -> None:
    upright, lying, turned = (layouts(_numbers(n)) for n in (6, 11, 18))
    assert [(one.lying, one.turned) for one in upright] == [(False, False)]
    assert [(one.lying, one.turned) for one in lying] == [(True, False)]
    assert [(one.lying, one.turned) for one in turned] == [(True, True)]
    parted = layouts(_numbers(90))
    assert len(parted) > 2
    assert [one.table.columns[0] for one in parted] == ["teman"] * len(parted)
    assert [name for one in parted for name in one.table.columns[1:]] == list(_numbers(90).columns[1:])
    assert [cell for one in parted for cell in one.table.rows[0][1:]] == list(range(90))
    assert [one.table.notes for one in parted] == [()] * (len(parted) - 1) + [("en not",)]
    assert parted[1].table.caption == f"T (2 of {len(parted)})"


def test_a_column_with_neither_head_nor_cells_is_left_out() -> None:
    table = Table(("a", "", ""), [("x", None, ""), ("y", "z", "")], numeric=frozenset({1}))
    (layout,) = layouts(table)
    assert (layout.table.columns, layout.table.numeric) == (("a", ""), frozenset({1}))
    assert len(layout.widths) == 2


def test_texts_too_broad_for_a_page_become_blocks_with_every_text() -> None:
    quotes = [f"{n}: {SPEECH * 8}".strip() for n in range(12)]
    table = Table(
        ("teman", *(f"Grupp {n}" for n in range(6))),
        [("Inför", *quotes[:5], None), ("  Syfte", "\n\n".join(quotes[5:8]), "·", None, *quotes[8:11])],
        row_heads=True,
    )
    (layout,) = layouts(table)
    assert layout.blocks
    assert not layout.lying
    assert layout.table.rows[0] == ("Inför", None)
    assert [row for row in layout.table.rows if row[1] is None] == [("Inför", None), ("  Syfte", None)]
    assert [row[1] for row in layout.table.rows if row[1] is not None] == [*quotes[:8], "·", *quotes[8:11]]
    written = str(render(table, "latex"))
    assert re.findall(r"\b(\d+): Jag satt", written) == [str(n) for n in range(11)]


def test_a_block_leaves_to_those_further_in_what_they_say() -> None:
    quotes = [f"{n}: {SPEECH * 8}".strip() for n in range(5)]
    table = Table(
        ("teman", *(f"Grupp {n}" for n in range(5))),
        [("Inför", *quotes), ("  Syfte", *quotes[:4], None), ("Efter", *quotes)],
        row_heads=True,
    )
    (layout,) = layouts(table)
    said = [row[1] for row in layout.table.rows if row[1] is not None]
    assert said == [quotes[4], *quotes[:4], *quotes]
    assert "not repeated" in layout.table.notes[0]


def test_a_row_taller_than_a_page_is_set_in_several_with_every_word() -> None:
    text = "\n".join(f"{n} {SPEECH}".strip() for n in range(80))
    width = 150.0
    rows = pieces([text, "kort"], [width, 60.0])
    assert len(rows) > 3
    assert all(len(lines_of(first, width)) <= MOST_LINES for first, _second in rows)
    assert " ".join(" ".join(first for first, _second in rows).split()) == " ".join(text.split())
    assert [second for _first, second in rows] == ["kort"] + [""] * (len(rows) - 1)
    assert pieces(["ett\ntvå", "x"], [width, 60.0]) == [("ett\ntvå", "x")]


@given(st.lists(ANY.map(lambda text: text.replace("\n", " ")), min_size=1, max_size=4), st.floats(20, 300))
def test_no_sign_is_lost_in_pieces(paragraphs: list[str], width: float) -> None:
    text = "\n".join(paragraphs * 9)
    joined = "".join(first for (first,) in pieces([text], [width]))
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", text)


def test_words_wider_than_their_column_can_be_parted() -> None:
    assert opened("kort ord", 100) == "kort ord"
    assert opened("grupp_1/transkript_2.txt", 40).split(BREAK)[0] == "grupp_"
    assert opened("kommun/landsting", 30) == f"kommun/{BREAK}landsting"
    assert SOFT_HYPHEN in opened("0123456789" * 3, 40)
    assert opened("omständligheter", 20) == "omständligheter"  # hyphenation knows where
    assert opened("kommun/landsting", 30).replace(BREAK, "") == "kommun/landsting"


def test_no_line_ends_before_a_dash_or_in_a_short_parenthesis() -> None:
    assert opened("så kom – och gick (rad 66–68)", 200) == "så kom\u00a0– och gick (rad\u00a066–68)"
    assert opened("Ja.\nkom –\nMI.", 200) == "Ja.\nkom\u00a0–\nMI."
    assert opened("kom – (rad 66–68)", 20) == "kom – (rad 66–68)"  # no room for it
    assert opened(" a  b ", 200) == " a  b "


def test_widths_follow_the_signs() -> None:
    narrow_to_broad = ("il", "aa", "ÅÅ", "mm", "WW")
    assert all(text_width(one) < text_width(other) for one, other in pairwise(narrow_to_broad))
    assert text_width("å") == text_width("a")
    assert text_width("ord", bold=True) > text_width("ord")
    assert text_width("") == 0


def test_a_file_is_a_document_that_another_can_take_in() -> None:
    table = Table(("a_b", "n"), [("x", 3)], "En titel", ("en not",), numeric=frozenset({1}))
    written = str(render(table, "latex"))
    before, within = written.split(r"\begin{document}")
    assert rf"\usepackage{{{PACKAGES}}}" in before
    assert r"\ifx\csname @nodocument\endcsname\relax" in before
    assert r"\caption{En titel}\label{tab:en-titel}" in within
    assert within.count(r"\toprule") == 2  # on the first page, and on the others
    assert r"\bfseries a\_b" in within
    assert within.index("x & 3") < within.index("en not") < within.index(r"\end{longtable}")
    assert within.rstrip().endswith(r"\tablefileend")


def test_the_document_speaks_the_language_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert r"\usepackage[swedish]{babel}" in str(render(_numbers(2), "latex"))
    monkeypatch.setenv("QUALWB_LANG", "en")
    assert "babel" not in str(render(_numbers(2), "latex"))


def test_parts_have_captions_and_labels_of_their_own() -> None:
    rows = [(str(n),) for n in range(MANY_ROWS + 1)]
    table = Table(("a",), rows, "T", row_parts=["Inför"] * 20 + ["Efter"] * (MANY_ROWS - 19))
    assert re.findall(r"\\caption\{(.*?)\}\\label\{(.*?)\}", str(render(table, "latex"))) == [
        ("T: Inför", "tab:t-infor"),
        ("T: Efter", "tab:t-efter"),
    ]
