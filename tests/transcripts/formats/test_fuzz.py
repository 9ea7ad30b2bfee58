"""Mutated files: a reader gives a sound transcript or a QualwbError, in less than 5 seconds."""

import json
import random
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from qualwb.errors import QualwbError
from qualwb.transcripts.reading import READERS
from tests.transcripts.formats import test_captions, test_documents, test_docx, test_speech_and_annotation
from tests.transcripts.formats.samples import SAMPLES, assert_sound
from tests.transcripts.formats.test_survey import HEAD, ROWS, comma, workbook

SECONDS = 5.0
SHORT, LONG = 60, 10_000
SIGNS = (
    b"\0",
    b"\xff",
    b"\xc3",
    b"<",
    b">",
    b"&",
    b"&amp;",
    b"{",
    b"}",
    b"\\",
    b"\\u-1 ",
    b"\\'",
    b"\n",
    b"\r\n",
    b"\t",
    b'"',
    b"'",
    b":",
    b"-->",
    b"00:00:99,999",
    b"99999999999999999999",
    b"-1",
    b"[",
    b"]",
    b"(",
    b"<v ",
    b"</v>",
    b"*",
    b"%",
    b"@",
    b"\x15",
    b"#",
    b"PK\x03\x04",
    b"%PDF-",
    b"endobj",
    b"<!ENTITY a 'b'>",
    b"]]>",
    b"\xef\xbb\xbf",
)


def _sample(name: str) -> list[bytes]:
    path = SAMPLES / name
    return [path.read_bytes()[:40_000]] if path.is_file() else []


def _speech() -> list[bytes]:
    made = test_speech_and_annotation
    return [json.dumps(value, ensure_ascii=False).encode() for value in (made.WHISPER, made.WHISPERX)]


def _rich() -> list[bytes]:
    body = (
        r"{\header Huvud\par}Anna: det{\*\atnauthor Eva}{\*\annotation Kolla} i{\footnote Not} "
        r"{\deleted inte }d\'e5.\par \trowd\cellx1 Bo\cell Ja.\cell\row "
        r"\u229 ?\uc0\u-10179\u-8704{\pict 00ff}"
    )
    return [test_documents.rich(body), *_sample("codereview_P2R2.rtf")]


def _word() -> list[bytes]:
    full = test_docx.table(*test_docx.TALK) + test_docx.p("Anna: ", *test_docx._range(0, test_docx.r("ord")))
    comments = f'<w:comment w:id="0">{test_docx.p("not")}</w:comment>'
    return [test_docx.document(full + test_docx.labelled(), comments=comments)]


SEEDS: dict[str, tuple[str, Callable[[], list[bytes]]]] = {
    "docx": ("a.docx", _word),
    "teams": ("a.docx", lambda: [test_docx.document(test_docx.TEAMS)]),
    "meet": ("a.docx", lambda: [test_docx.document(test_docx.MEET)]),
    "odt": ("a.odt", lambda: [test_documents.open_document(test_documents.paragraphs())]),
    "rtf": ("a.rtf", _rich),
    "pdf": ("a.pdf", lambda: [test_documents.printed(["Anna: Hej.", "Bo: Hej."], ["Anna: Ja."])]),
    "vtt": ("a.vtt", lambda: [test_captions.TEAMS.encode()]),
    "srt": ("a.srt", lambda: ["1\n00:00:01,000 --> 00:00:02,000\nAnna: Hej å\n\n".encode() * 5]),
    "otter": ("a.txt", lambda: [test_captions.OTTER.encode()]),
    "json": ("a.json", _speech),
    "otr": ("a.otr", lambda: [json.dumps(test_speech_and_annotation.OTR).encode()]),
    "cha": ("a.cha", lambda: [test_speech_and_annotation.CHAT.encode()]),
    "eaf": ("a.eaf", lambda: [test_speech_and_annotation.EAF.encode(), *_sample("readelan_example.eaf")]),
    "exb": ("a.exb", lambda: _sample("exmaralda_Example_multi.exb") or [b"<basic-transcription/>"]),
    "tei": (
        "a.xml",
        lambda: _sample("sv_riksdag_parlamint_excerpt.xml") or [b"<TEI><u who='#a'>b</u></TEI>"],
    ),
    "survey": ("a.csv", lambda: [comma([HEAD, *ROWS])]),
    "survey xlsx": ("a.xlsx", lambda: [workbook([HEAD, *ROWS])]),
}
CONTAINERS = {"docx", "teams", "meet", "odt", "survey xlsx"}


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The data with a few places changed: bytes flipped, signs put in, stretches cut, doubled or moved."""
    mutated = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        place = chance.randrange(len(mutated) + 1)
        length = chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(6):
            case 0 if place < len(mutated):
                mutated[place] ^= 1 << chance.randrange(8)
            case 1:
                mutated[place:place] = chance.choice(SIGNS)
            case 2:
                del mutated[place : place + length]
            case 3:
                mutated[place:place] = mutated[place : place + length] * chance.choice((1, 3, 30))
            case 4:
                other = chance.randrange(len(mutated) + 1)
                mutated[place : place + length] = mutated[other : other + length]
            case _:
                mutated[place : place + 1] = bytes([chance.randrange(256)])
    return bytes(mutated[: 4 * len(data) + 1000])


def mutate_inside(data: bytes, chance: random.Random) -> bytes:
    """A container with one mutated part; its checksums are right, so that the reader gets to see it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if not name.endswith("/")]
        chosen = chance.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, mutate(part, chance) if name == chosen else part)
    return out.getvalue()


def fuzz(reader: str, rounds: int, seed: int) -> tuple[int, int, float]:
    """How many mutated files were read and refused, and the longest time; fails on anything else."""
    name, seeds = SEEDS[reader]
    module = READERS[reader.split()[0]].load()
    files = seeds()
    read = refused = several_lines = 0
    longest = 0.0
    for number in range(rounds):
        chance = random.Random(f"{reader} {seed} {number}")
        inside = reader in CONTAINERS and chance.random() < 0.7
        data = (mutate_inside if inside else mutate)(chance.choice(files), chance)
        began = time.process_time()
        try:
            module.sniff(data[:65_536], name)
            assert_sound(module.read(data, name))
            read += 1
        except QualwbError as error:
            refused += 1
            several_lines += "\n" in str(error)
        except BaseException as error:
            raise AssertionError(f"{reader}, seed {seed}, round {number}: {error!r}") from error
        longest = max(longest, time.process_time() - began)
    assert longest < SECONDS
    assert several_lines == 0
    return read, refused, longest


@pytest.mark.parametrize("reader", SEEDS)
def test_mutated_files(reader: str) -> None:
    fuzz(reader, SHORT, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("reader", SEEDS)
def test_many_mutated_files(reader: str, record_property: Callable[[str, object], None]) -> None:
    read, refused, longest = fuzz(reader, LONG, seed=2)
    record_property("counts", f"{read} read, {refused} refused, longest {longest:.2f} s")
    print(f"{reader}: {read} read, {refused} refused, longest {longest:.2f} s")
