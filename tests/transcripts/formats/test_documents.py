"""OpenDocument, RTF and PDF: small files made here."""

import io
import zipfile

import pytest

from qualwb.transcripts import reading
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import odt, pdf, rtf
from tests.transcripts.formats.samples import assert_sound, said, turn_texts

TALK = [
    ("Anna", "Hur var det?"),
    ("Bo", "Det var bra."),
    ("Anna", "Och sedan?"),
    ("Bo", "Sedan gick vi hem."),
]
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "draw")
)


def open_document(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<office:document-content {NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


def paragraphs() -> str:
    return "".join(f"<text:p>{name}: {words}</text:p>" for name, words in TALK)


def test_odt_white_space_breaks_and_lists() -> None:
    body = (
        "<text:list><text:list-item><text:p>Anna:   ett\n   <text:span>två</text:span>"
        '<text:s text:c="3"/><text:tab/>tre<text:line-break/>fyra</text:p></text:list-item></text:list>'
    )
    data = open_document(body + paragraphs())
    assert reading.detect(data, "x.zip")[0].name == "odt"
    transcript = odt.read(data, "x.odt")
    assert turn_texts(transcript)[0] == "ett två   \ttre\nfyra"
    assert said(transcript)[1:] == TALK


def test_odt_table_names_its_speakers() -> None:
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{name}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{words}</text:p></table:table-cell></table:table-row>"
        for name, words in TALK
    )
    assert said(odt.read(open_document(f"<table:table>{rows}</table:table>"), "x.odt")) == TALK


def test_odt_comments_notes_and_tracked_deletions() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>struket</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Anna: det var "
        '<office:annotation office:name="1"><dc:creator>Eva</dc:creator><text:p>Kolla</text:p>'
        "</office:annotation>"
        'otydligt<office:annotation-end office:name="1"/> i VGR'
        '<text:note text:id="n1"><text:note-citation>1</text:note-citation><text:note-body><text:p>Regionen'
        "</text:p></text:note-body></text:note> då</text:p>"
    )
    transcript = odt.read(open_document(body + paragraphs()), "x.odt")
    assert turn_texts(transcript)[0] == "det var otydligt i VGR då"
    assert [(c.text, c.author, transcript.text[c.start : c.end]) for c in transcript.comments] == [
        ("Kolla", "Eva", "otydligt"),
        ("Regionen", "", "VGR"),
    ]
    assert [a.text for a in transcript.left_aside if "tracked" in a.reason] == ["struket"]
    assert_sound(transcript)


def test_locked_open_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", b"\x00\x01scrambled")
        archive.writestr("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
    with pytest.raises(TranscriptError, match="password"):
        odt.read(out.getvalue(), "x.odt")


def rich(body: str, head: str = r"\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}") -> bytes:
    return rf"{{\rtf1{head} {body}}}".encode("latin-1")


def test_f4_rtf_with_times_at_the_end_of_the_turn() -> None:
    body = (
        r"I: Hur t\'e4nkte ni? #00:00:04-5#\par B1: Det var otydligt. #00:01:02-3#\par"
        r" I: Jas\u229 ?? #00:01:05-0#\par B1: Ja. #00:02:00-9#"
    )
    transcript = rtf.read(rich(body), "f4.rtf")
    assert said(transcript) == [
        ("I", "Hur tänkte ni?"),
        ("B1", "Det var otydligt."),
        ("I", "Jaså?"),
        ("B1", "Ja."),
    ]
    assert [turn.time_end for turn in transcript.turns] == [4.5, 62.3, 65.0, 120.9]


def test_rtf_comments_footnotes_heads_and_deletions_are_not_dropped() -> None:
    body = (
        r"{\header Fokusgrupp 3\par}Anna: det var otydligt{\*\atnid EE}{\*\atnauthor Eva Ek}"
        r"{\chatn{\*\annotation{\*\atnid x}\pard Kolla detta}} i VGR{\footnote\pard Regionen} "
        r"{\deleted\revauthdel1 inte }d\'e5.\par Bo: Ja.\par Anna: Bra.\par Bo: Hej."
        r"{\*\fldinst{HYPERLINK "
        "http://x"
        "}}"
    )
    transcript = rtf.read(rich(body), "x.rtf")
    assert said(transcript) == [
        ("Anna", "det var otydligt i VGR då."),
        ("Bo", "Ja."),
        ("Anna", "Bra."),
        ("Bo", "Hej."),
    ]
    assert [(c.text, c.author, transcript.text[c.start : c.end]) for c in transcript.comments] == [
        ("Kolla detta", "Eva Ek", "otydligt"),
        ("Regionen", "", "VGR"),
    ]
    assert {(a.text, a.reason.split(" ")[0]) for a in transcript.left_aside} >= {
        ("Fokusgrupp 3", "page"),
        ("inte", "deleted"),
    }


def test_rtf_table_names_its_speakers() -> None:
    body = r"F\'f6rst\par " + "".join(
        rf"\trowd\cellx1\cellx2 {name}\cell {words}\cell\row " for name, words in TALK
    )
    transcript = rtf.read(rich(body + r"\pard Anna: Slut.\par"), "x.rtf")
    assert said(transcript) == [(None, "Först"), *TALK, ("Anna", "Slut.")]


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (r"\ansi\ansicpg1252", r"\'e5\'e4\'f6 \'80", "åäö €"),
        (r"\mac\ansicpg10000", r"\'8c\'8a\'9a", "åäö"),
        (r"\ansi{\fonttbl{\f0\fcharset77 Times;}}", r"\f0 \'8c\'8a\'9a", "åäö"),
        (r"\ansi\uc0", r"\u229\u228 \u246", "åäö"),
        (r"\ansi", r"\u-10179?\u-8704?", "😀"),
        (r"\ansi", "a\\~b\\_c\\emdash d\\lquote e\\rquote\\{\\}", "a\u00a0b\u2011c—d‘e’{}"),
    ],
)
def test_rtf_characters(head: str, body: str, text: str) -> None:
    assert rtf.read(rich(body, head), "x.rtf").text == text


def test_rtf_text_behind_its_end_is_reported() -> None:
    transcript = rtf.read(rich("Hej") + b"\nText efter", "x.rtf")
    assert (transcript.text, transcript.left_aside[0].text) == ("Hej", "Text efter")


def test_rtf_cut_off_is_warned_of() -> None:
    transcript = rtf.read(rich("Hej p\\'e5 dig")[:-1], "x.rtf")
    assert transcript.text == "Hej på dig"
    assert any("cut off" in warning for warning in transcript.warnings)


def printed(*pages: list[str], password: bool = False) -> bytes:
    """A PDF in Courier with one text line for each string, made by hand; no pages' texts: an empty page."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for lines in pages:
        content = "BT /F1 10 Tf 50 800 Td 14 TL " + " ".join(
            f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj T*" for line in lines
        )
        stream = (content + " ET").encode("cp1252") if lines else b""
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 "
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >> >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = b"%PDF-1.4\n"
    places = []
    for number, content_bytes in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content_bytes)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b""
    if password:
        key = b"/O <%s> /U <%s>" % (b"ab" * 32, b"cd" * 32)
        lock = b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 " + key + b" >> /ID [<00> <00>]"
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            lock,
            len(out),
        )
    )


def test_pdf_puts_printed_lines_together_and_turns_apart() -> None:
    long = "Jag tänkte att det var ganska otydligt vad vi skulle göra där och"
    data = printed(
        ["Fokusgrupp 3", f"Anna: {long}", "hur. Bo tyckte samma.", "Bo: Ja.", f"Anna: {long}", "2"],
        ["Fokusgrupp 3", "sedan gick vi hem.", "Bo: Sedan kom jag.", "3"],
        ["Fokusgrupp 3", "Anna: Tack.", "4"],
    )
    transcript = pdf.read(data, "x.pdf")
    assert said(transcript) == [
        ("Anna", f"{long} hur. Bo tyckte samma."),
        ("Bo", "Ja."),
        ("Anna", f"{long} sedan gick vi hem."),
        ("Bo", "Sedan kom jag."),
        ("Anna", "Tack."),
    ]
    assert (
        sorted(a.text for a in transcript.left_aside if "page" in a.reason)
        == ["2", "3", "4"] + ["Fokusgrupp 3"] * 3
    )


def test_pdf_without_text_layer_says_so() -> None:
    with pytest.raises(TranscriptError, match=r"no text layer.*OCR"):
        pdf.read(printed([], []), "x.pdf")


def test_pdf_with_some_empty_pages_warns() -> None:
    transcript = pdf.read(printed(["Anna: Hej."], [], ["Bo: Hej."]), "x.pdf")
    assert any("page 2" in warning for warning in transcript.warnings)


def test_locked_pdf() -> None:
    with pytest.raises(TranscriptError, match="password"):
        pdf.read(printed(["Anna: Hej."], password=True), "x.pdf")


def test_pdf_with_a_line_of_control_characters_alone() -> None:
    transcript = pdf.read(printed(["Anna: Hej.", "\x01\x01", "Bo: Hej."], ["Anna: Ja.", "Bo: Nej."]), "x.pdf")
    assert said(transcript) == [("Anna", "Hej."), ("Bo", "Hej."), ("Anna", "Ja."), ("Bo", "Nej.")]
    assert ("\x01", 2) in [(aside.text, aside.count) for aside in transcript.left_aside]
    assert any("taken out" in warning for warning in transcript.warnings)
