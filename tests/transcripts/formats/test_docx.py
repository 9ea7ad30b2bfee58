"""Word documents: what a reader of the page sees is what is read, and nothing is dropped in silence."""

import io
import time
import zipfile
from xml.sax.saxutils import escape

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.transcripts import reading
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import docx, meet, teams
from qualwb.transcripts.formats.word_preview import timed_paragraphs
from qualwb.transcripts.transcript import TurnKind
from tests.transcripts.formats.samples import assert_sound, said, turn_texts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def document(body: str, **parts: str) -> bytes:
    """A Word file with the body's XML and more parts by name (comments, footnotes, header1)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
        for name, part in parts.items():
            root = {"header1": "hdr", "footer1": "ftr"}.get(name, name)
            archive.writestr(f"word/{name}.xml", f'<w:{root} xmlns:w="{W}">{part}</w:{root}>')
    return out.getvalue()


def p(*texts: str, properties: str = "") -> str:
    runs = "".join(text if text.startswith("<") else r(text) for text in texts)
    return f"<w:p>{properties}{runs}</w:p>"


def r(text: str, bold: bool = False) -> str:
    parts = "<w:br/>".join(
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))
        for line in text.split("\n")
    )
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{parts}</w:r>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ["".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


TALK = [
    ("Anna", "Hur var det?"),
    ("Bo", "Det var bra."),
    ("Anna", "Och sedan?"),
    ("Bo", "Sedan gick vi hem."),
]


def labelled() -> str:
    return "".join(p(f"{name}: {words}") for name, words in TALK)


def test_paragraphs_with_labels() -> None:
    transcript = docx.read(document(labelled()), "a.docx")
    assert said(transcript) == TALK
    assert_sound(transcript)


def test_soft_breaks_and_tabs_are_kept_in_a_turn() -> None:
    body = p("Anna: ett\ntvå\ttre") + labelled()
    assert turn_texts(docx.read(document(body), "a.docx"))[0] == "ett\ntvå\ttre"


def test_tab_stops_are_no_tabs() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    body = p("Anna: hej", properties=stops) + labelled()
    assert turn_texts(docx.read(document(body), "a.docx"))[0] == "hej"


def test_turns_parted_by_soft_breaks_alone() -> None:
    body = p("\n".join(f"{name}: {words}" for name, words in TALK))
    assert said(docx.read(document(body), "a.docx")) == TALK


def test_words_split_over_runs_and_links_come_together() -> None:
    link = f"<w:hyperlink>{r('län')}</w:hyperlink>"
    body = p("Anna: en ", link, r("k i text")) + labelled()
    assert turn_texts(docx.read(document(body), "a.docx"))[0] == "en länk i text"


def test_field_codes_are_no_text() -> None:
    field = "<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>"
    body = p("Anna: sida ", field, r("7")) + labelled()
    assert turn_texts(docx.read(document(body), "a.docx"))[0] == "sida 7"


def test_a_decomposed_letter_becomes_one_code_point() -> None:
    transcript = docx.read(document(p("Anna: a", "\u030a") + labelled()), "a.docx")
    assert turn_texts(transcript)[0] == "å"


@pytest.mark.parametrize("head", [(), (("Talare", "Text"),)])
def test_two_column_table_names_its_speakers(head: tuple[tuple[str, str], ...]) -> None:
    transcript = docx.read(document(table(*head, *TALK)), "a.docx")
    assert said(transcript) == TALK
    assert [aside.text for aside in transcript.left_aside] == ["\t".join(row) for row in head]


def test_table_with_times_and_row_numbers() -> None:
    rows = [(str(i), f"00:0{i}", f"{name}:", words) for i, (name, words) in enumerate(TALK, 1)]
    transcript = docx.read(document(table(*rows)), "a.docx")
    assert said(transcript) == TALK
    assert [turn.time_start for turn in transcript.turns] == [1.0, 2.0, 3.0, 4.0]
    assert [aside.text for aside in transcript.left_aside] == ["1", "2", "3", "4"]


def test_empty_label_cell_goes_on_with_the_speaker_above() -> None:
    rows = [*TALK, ("", "Och så åt vi.")]
    assert said(docx.read(document(table(*rows)), "a.docx"))[-1] == ("Bo", "Och så åt vi.")


def test_a_table_of_something_else_has_no_speakers() -> None:
    rows = [("Ålder", "34 år"), ("Kommun", "Umeå"), ("Roll", "Lärare sedan tio år")]
    transcript = docx.read(document(table(*rows) + labelled()), "a.docx")
    assert [s.label for s in transcript.speakers if s.verdict == "speaker"] == ["Anna", "Bo"]
    assert "Kommun\tUmeå" in transcript.text


def test_nested_tables_come_once() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('inre')}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{p('yttre')}{inner}{p('')}</w:tc></w:tr></w:tbl>"
    transcript = docx.read(document(outer + labelled()), "a.docx")
    assert transcript.text.count("inre") == transcript.text.count("yttre") == 1


def test_insertions_stay_and_deletions_are_left_aside() -> None:
    inserted = f'<w:ins w:id="1">{r("mycket ")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>inte alls </w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3">{r("förr ")}</w:moveFrom>'
    body = p("Anna: det var ", inserted, deleted, moved, r("bra")) + labelled()
    transcript = docx.read(document(body), "a.docx")
    assert turn_texts(transcript)[0] == "det var mycket bra"
    tracked = [aside for aside in transcript.left_aside if "tracked" in aside.reason]
    assert [aside.text for aside in tracked] == ["inte alls ", "förr "]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    body = p("Anna: första ", properties=mark) + p("andra") + labelled()
    assert turn_texts(docx.read(document(body), "a.docx"))[0] == "första andra"


def test_a_deleted_table_row_is_left_aside() -> None:
    row = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{p("Bo")}</w:tc><w:tc>{p("struken")}</w:tc></w:tr>'
    body = table(*TALK).replace("</w:tbl>", f"{row}</w:tbl>")
    transcript = docx.read(document(body), "a.docx")
    assert said(transcript) == TALK
    assert [aside.text for aside in transcript.left_aside] == ["Bostruken"]


def _range(number: int, *inside: str) -> tuple[str, ...]:
    return (
        f'<w:commentRangeStart w:id="{number}"/>',
        *inside,
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>',
    )


def test_a_comment_is_on_the_words_it_was_made_on() -> None:
    body = p("Anna: det var ", *_range(0, r("otydligt")), r(" för mig")) + labelled()
    comments = f'<w:comment w:id="0" w:author="Eva Ek">{p("Kolla")}{p("igen")}</w:comment>'
    transcript = docx.read(document(body, comments=comments), "a.docx")
    (comment,) = transcript.comments
    assert transcript.text[comment.start : comment.end] == "otydligt"
    assert (comment.text, comment.author) == ("Kolla\nigen", "Eva Ek")


def test_a_comment_over_several_paragraphs_is_one() -> None:
    start = '<w:commentRangeStart w:id="7"/>'
    end = '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    body = (
        labelled() + p("Anna: börjar ", start, r("här")) + p("Bo: mitt i") + p("Anna: slutar", end, r(" där"))
    )
    transcript = docx.read(
        document(body, comments=f'<w:comment w:id="7" w:author="E">{p("lång")}</w:comment>'), "a.docx"
    )
    (comment,) = transcript.comments
    assert transcript.text[comment.start : comment.end] == "här\nmitt i\nslutar"


def test_a_comment_on_a_label_or_at_a_point_is_not_lost() -> None:
    body = labelled() + p(*_range(1, r("Anna")), r(": hej")) + p("Bo: ja du", *_range(2))
    comments = "".join(f'<w:comment w:id="{n}" w:author="E">{p(f"nr {n}")}</w:comment>' for n in (1, 2, 3))
    transcript = docx.read(document(body, comments=comments), "a.docx")
    assert {
        comment.text: transcript.text[comment.start : comment.end] for comment in transcript.comments
    } == {
        "nr 1": "hej",
        "nr 2": "du",
    }
    assert [aside.text for aside in transcript.left_aside if "note" in aside.reason] == ["nr 3"]


def test_comments_of_python_docx() -> None:
    made = python_docx.Document()
    for name, words in TALK:
        paragraph = made.add_paragraph(f"{name}: ")
        run = paragraph.add_run(words)
        if name == "Bo":
            made.add_comment(run, text=f"om {words}", author="Eva")
    out = io.BytesIO()
    made.save(out)
    transcript = docx.read(out.getvalue(), "a.docx")
    assert [(c.text, transcript.text[c.start : c.end]) for c in transcript.comments] == [
        (f"om {words}", words) for name, words in TALK if name == "Bo"
    ]


def test_a_footnote_becomes_a_note_on_the_word_before_it() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = p("Anna: vi var i VGR", mark, r(" då")) + labelled()
    separator = f'<w:footnote w:id="-1" w:type="separator">{p("---")}</w:footnote>'
    notes = f'{separator}<w:footnote w:id="2">{p("Regionen")}</w:footnote>'
    transcript = docx.read(document(body, footnotes=notes), "a.docx")
    assert turn_texts(transcript)[0] == "vi var i VGR då"
    (comment,) = transcript.comments
    assert (comment.text, transcript.text[comment.start : comment.end]) == ("Regionen", "VGR")


def test_page_heads_are_left_aside() -> None:
    transcript = docx.read(document(labelled(), header1=p("Fokusgrupp 3"), footer1=p("")), "a.docx")
    assert [(aside.text, aside.reason) for aside in transcript.left_aside[:1]] == [
        ("Fokusgrupp 3", "page header")
    ]


def test_text_boxes_are_read_once_after_their_place() -> None:
    box = f"<w:txbxContent>{p('i rutan')}</w:txbxContent>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    alternate = f"<w:r><mc:AlternateContent>{choices}</mc:AlternateContent></w:r>"
    transcript = docx.read(document(p("Anna: före", alternate, r(" efter")) + labelled()), "a.docx")
    assert transcript.text.count("i rutan") == 1
    assert turn_texts(transcript)[0].startswith("före efter")


def test_headings_and_structure_documents_are_text() -> None:
    head = p("Bakgrund", properties='<w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr>')
    body = f"<w:sdt><w:sdtContent>{head}{labelled()}</w:sdtContent></w:sdt>"
    transcript = docx.read(document(body), "a.docx")
    assert (transcript.turns[0].kind, turn_texts(transcript)[0]) == (TurnKind.TEXT, "Bakgrund")
    assert said(transcript)[1:] == TALK


def test_strict_open_xml_is_read_too() -> None:
    data = document(labelled())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml", xml.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        )
    assert said(docx.read(out.getvalue(), "a.docx")) == TALK


def test_automatic_numbers_are_warned_of() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    transcript = docx.read(document(p("Anna: hej", properties=numbered) + labelled()), "a.docx")
    assert any("1 paragraph has an automatic number" in warning for warning in transcript.warnings)


_style = '<w:pPr><w:pStyle w:val="{}"/><w:rPr><w:b/></w:rPr></w:pPr>'
_runs = st.lists(st.tuples(st.text(alphabet="aåä \t\n:1.-", max_size=12), st.booleans()), max_size=4)
_paragraphs = st.lists(st.tuples(_runs, st.sampled_from(["", "Normal", "Heading1"])), min_size=1, max_size=6)


@given(_paragraphs)
@settings(max_examples=80, deadline=None)
def test_documents_with_and_without_comments_read_alike(
    made: list[tuple[list[tuple[str, bool]], str]],
) -> None:
    """The fast way for plain documents and the way that follows anchors give the same lines."""
    body = "".join(
        p(*(r(text, bold) for text, bold in runs), properties=_style.format(style) if style else "")
        for runs, style in made
    )
    plain = docx.paragraphs(document(body), "a.docx").lines
    anchored = docx.paragraphs(document(body + p("x", *_range(0, r("y")))), "a.docx").lines[:-1]
    assert plain == anchored


TEAMS = (
    p("Möte om mandat-20260815_200732-Mötesinspelning")
    + p("15 augusti 2026 10:07")
    + p("Anna Ek startade transkriberingen")
    + p("Anna Ek   0:04\nVälkomna hit.\nVi börjar nu.")
    + p("Bo Alm (extern)   1:02:05\nTack. Anna sa 12:30 igår.")
    + p("Anna Ek   1:02:09\nHon slutade och startade om transkriberingen av intervjun då.")
    + p("Anna Ek stoppade transkriberingen")
)


def test_teams_document() -> None:
    data = document(TEAMS)
    assert reading.detect(data, "möte.docx")[0].name == "teams"
    transcript = teams.read(data, "möte.docx")
    assert said(transcript)[3:6] == [
        ("Anna Ek", "Välkomna hit.\nVi börjar nu."),
        ("Bo Alm (extern)", "Tack. Anna sa 12:30 igår."),
        ("Anna Ek", "Hon slutade och startade om transkriberingen av intervjun då."),
    ]
    assert [turn.time_start for turn in transcript.turns] == [None, None, None, 4.0, 3725.0, 3729.0, None]
    assert [turn.kind for turn in transcript.turns].count(TurnKind.TEXT) == 4
    assert transcript.text.startswith("Möte om mandat")
    assert [aside.text for aside in transcript.left_aside] == [
        "Anna Ek   0:04",
        "Bo Alm (extern)   1:02:05",
        "Anna Ek   1:02:09",
    ]


@pytest.mark.parametrize("parted", [("Anna Ek   0", ":04\nHej."), ("Anna Ek   0:", "0", "4\nHej.")])
def test_a_time_is_found_though_runs_part_it(parted: tuple[str, ...]) -> None:
    data = document(p("Möte") + p(*(r(part) for part in parted)) + p("Bo Alm   0:09\nTack."))
    assert timed_paragraphs(data)[1] == "Anna Ek   0:04\nHej."
    assert reading.detect(data, "möte.docx")[0].name == "teams"
    alone = document(p("Möte") + p(*(r(part) for part in parted)))
    assert reading.detect(alone, "möte.docx")[0].name == "teams"


def test_a_document_without_times_is_not_looked_at_further() -> None:
    data = document(labelled())
    assert timed_paragraphs(data) == ()
    assert reading.detect(data, "a.docx")[0].name == "docx"


def test_tags_that_never_close_cost_no_long_look() -> None:
    began = time.process_time()
    assert timed_paragraphs(document("1<" * 100_000)) == ()
    assert time.process_time() - began < 2


def test_older_teams_document_with_spans_of_time() -> None:
    body = p("0:0:1.5 --> 0:0:4.240\nAnna Ek\nHej på er") + p("0:0:5.0 --> 0:1:7.0\nBo Alm\nHej\nhej")
    data = document(body)
    assert reading.detect(data, "x.docx")[0].name == "teams"
    transcript = teams.read(data, "x.docx")
    assert said(transcript) == [("Anna Ek", "Hej på er"), ("Bo Alm", "Hej\nhej")]
    assert [turn.time_start for turn in transcript.turns] == [1.0, 5.0]


MEET = (
    p("Anteckningar", properties='<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>')
    + p("Beslut: Anna skriver rapporten.")
    + p("Fokusgrupp 2 (2026-05-06 10:00 GMT+2) – Transkript")
    + p("Deltagare")
    + p("Anna Ek, Bo Alm")
    + p("00:00:00")
    + p("Anna Ek: Hej. Jag tänkte så här: vi börjar.")
    + p("Bo Alm: Ja.")
    + p("00:05:00")
    + p("Bo Alm: Problemet är två saker: tid och pengar.")
    + p("Och en sak till.")
    + p("Transcription ended after 00:32:11")
)


def test_google_meet_document() -> None:
    data = document(MEET)
    assert reading.detect(data, "möte.docx")[0].name == "meet"
    transcript = meet.read(data, "möte.docx")
    assert [pair for pair in said(transcript) if pair[0]] == [
        ("Anna Ek", "Hej. Jag tänkte så här: vi börjar."),
        ("Bo Alm", "Ja."),
        ("Bo Alm", "Problemet är två saker: tid och pengar.\nOch en sak till."),
    ]
    assert [turn.time_start for turn in transcript.turns if turn.speaker] == [0.0, None, 300.0]
    assert turn_texts(transcript)[-1] == "Transcription ended after 00:32:11"
    assert [turn.kind for turn in transcript.turns].count(TurnKind.TEXT) == 6
    assert_sound(transcript)


@pytest.mark.parametrize("module", [teams, meet])
def test_platform_readers_say_when_it_is_another_document(module: object) -> None:
    with pytest.raises(TranscriptError, match=r"a\.docx"):
        module.read(document(labelled()), "a.docx")  # type: ignore[attr-defined]


def test_otter_word_document() -> None:
    body = (
        p("Intervju 3")
        + p("SUMMARY KEYWORDS\nmandat, syfte")
        + p("SPEAKERS")
        + p("Anna, Speaker 2")
        + p("Anna  00:04\nHej.")
        + p("Speaker 2  01:10")
        + p("Hej själv.")
        + p("Transcribed by https://otter.ai")
    )
    data = document(body)
    assert reading.detect(data, "o.docx")[0].name == "otter"
    transcript = reading.READERS["otter"].load().read(data, "o.docx")
    assert [pair for pair in said(transcript) if pair[0]] == [("Anna", "Hej."), ("Speaker 2", "Hej själv.")]
    assert [turn.kind for turn in transcript.turns].count(TurnKind.TEXT) == 6
