"""The report: what stands in it is what the project holds, as html and as docx."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from qualwb.acts import files
from qualwb.acts.bundled import load_study
from qualwb.acts.readings import mark_read
from qualwb.acts.researcher import Researcher
from qualwb.acts.saturation_choice import SaturationNotUsed, SaturationUsed, choose_saturation
from qualwb.acts.summaries import set_summary
from qualwb.analysis.method_facts import method_facts
from qualwb.analysis.selection import Selection
from qualwb.cli.app import run
from qualwb.exchange.report import docx_report, html_report
from qualwb.exchange.report.answers import Wishes, answers
from qualwb.exchange.report.blocks import FactList, Figure, Heading, Paragraph, Quotation, Report
from qualwb.exchange.report.method import origins_in_words
from qualwb.exchange.report.names_told import names_told
from qualwb.exchange.report.sections import SECTIONS, report
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_texts
from tests.analysis.building import Builder
from tests.projects import new_project, place_of

PRINTED = "Ingen visste varför vi åkte."


KEY_QUOTES = Wishes()


def made(project: ProjectFile, wishes: Wishes = KEY_QUOTES) -> Report:
    with project.reading() as connection:
        return report(connection, "namnlös", wishes)


@pytest.fixture
def tree(small_study: ProjectFile) -> html.HtmlElement:
    return html.fromstring(html_report.render(made(small_study)))


def table(tree: html.HtmlElement, caption: str) -> list[list[str]]:
    """The cells of the table whose caption ends so."""
    (found,) = tree.xpath(f"//table[contains(caption, '{caption}')]")
    return [[cell.text_content() for cell in row.xpath("./th | ./td")] for row in found.xpath(".//tr")]


def test_page_asks_for_nothing_and_can_be_navigated(tree: html.HtmlElement, small_study: ProjectFile) -> None:
    text = html_report.render(made(small_study))
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\(|@import|<script""", text)
    assert tree.get("lang") == "en"
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= set(ids)
    levels = [int(heading.tag[1]) for heading in tree.xpath("//main//*[self::h2 or self::h3 or self::h4]")]
    assert levels[0] == 2
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert len(tree.xpath("//h1")) == 1


def test_each_section_begins_with_its_heading(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        found = answers(connection, KEY_QUOTES)
    firsts = [next(iter(section(found))) for section in SECTIONS.values()]
    assert firsts == [
        Heading(1, name)
        for name in (
            *("Method", "Reflexivity", "Overview of the themes", "Themes"),
            *("Framework matrix", "Analyses", "Appendix"),
        )
    ]
    whole = [block for block in made(small_study).blocks if isinstance(block, Heading) and block.level == 1]
    assert whole == firsts


def test_themes_that_share_text_are_drawn_and_told(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            build = Builder(act)
            build.source("s1", "Grupp 1", [("Åsa", "Ett och två."), ("Bo", "Tre.")])
            build.theme("Över")
            build.theme("A", ["a"], "Över")
            build.theme("B", ["b"])
            for code in "ab":
                build.coding("s1", "Ett och två.", code)
        shown = html.fromstring(html_report.render(made(project)))
    assert table(shown, "Themes that share text")[1:] == [["A", "B", "1", "1", "1", "1.00"]]
    assert len(shown.xpath("//figure")) == 4


def test_figures_have_text_alternatives_that_say_what_they_show(tree: html.HtmlElement) -> None:
    figures = tree.xpath("//figure/*[local-name() = 'svg']")
    assert len(figures) == 3
    for figure in figures:
        assert figure.get("role") == "img"
        title, description = figure.get("aria-labelledby").split()
        assert figure.xpath(f"string(*[@id = '{title}'])")
        assert len(figure.xpath(f"string(*[@id = '{description}'])")) > 20
    heat_map = figures[0].xpath("string(*[local-name() = 'desc'])")
    assert "Otydligt syfte: Grupp 1 2, Grupp 2 1." in heat_map
    assert "In all groups: Otydligt syfte." in heat_map


def test_matrix_counts_each_passage_once(tree: html.HtmlElement) -> None:
    rows = {row[0]: row[1:] for row in table(tree, "Passages by theme and group")[1:]}
    assert rows["Inför"] == ["2", "1", "3", "2"]
    assert rows["Otydligt syfte"] == ["2", "1", "3", "2"]
    assert rows["Nyttan"] == ["1", "", "1", "1"]


def test_what_was_not_asked_is_told_apart_from_what_was_not_said_in_the_framework(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            build = Builder(act)
            for question in ("F1", "F2"):
                build.question(question)
            for n, asked in ((1, ["F1", "F2"]), (2, ["F2", "F2"]), (3, ["F1", "F2"])):
                build.source(f"s{n}", f"Grupp {n}", [("Åsa", "Ett."), ("Bo", "Två.")], questions=asked)
            build.theme("A", ["a"])
            build.coding("s1", "Ett.", "a")
            for n in (1, 2, 3):
                build.coding(f"s{n}", "Två.", "b")
        set_summary(Researcher(project, "ann"), "A", "Grupp 1", "Ett sades.")
        shown = html.fromstring(html_report.render(made(project)))
    assert table(shown, "Summaries of themes by groups")[1:] == [["A", "Ett sades.", "·", ""]]
    (note,) = shown.xpath("//*[contains(text(), 'none of the questions')]")[:1]
    assert note is not None


def test_a_claim_that_the_codings_do_not_bear_out_is_flagged(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            build = Builder(act)
            for n in (1, 2):
                build.source(f"s{n}", f"Grupp {n}", [("Åsa", "Ett och två.")])
            build.theme("A", ["a"], claim="alla grupper")
            build.coding("s1", "Ett", "a")
        shown = html.fromstring(html_report.render(made(project)))
    matrix = table(shown, "Passages by theme and group")
    assert ["(!)" in row[0] for row in matrix] == [False, True, False]
    text = shown.text_content()
    assert "Claim. alla grupper (!) Not borne out by the codings: 1 of 2 groups." in text
    assert "(!) claim not borne out by the codings: A (alla grupper; coded in 1 of 2 groups)" in text


def test_method_is_told_from_the_store(tree: html.HtmlElement) -> None:
    groups = {row[0]: row[1:] for row in table(tree, "The groups")[1:]}
    assert groups["Grupp 1"][:4] == ["2", "1", "0", "4"]
    assert table(tree, "About the groups")[1] == ["Grupp 1", "2010-10-12"]
    items = {row[0]: row[2:] for row in table(tree, "COREQ")[1:]}
    assert list(items) == [str(n) for n in range(1, 33)]
    assert items["12"] == ["from the project", "2 groups, 3 participants (1–2 in each group)"]
    assert items["24"] == ["from the project", "2: ann, bo (round 1: ann, bo)"]
    assert items["17"][0] == "to fill in"
    assert items["27"][1].startswith("qualwb ")
    assert [row[0] for row in table(tree, "SRQR")[1:]] == [str(n) for n in range(1, 22)]
    assert table(tree, "The coders")[1:] == [["ann", "1", "4", "2"], ["bo", "1", "1", "1"]]
    assert "How the codings came about" not in tree.text_content()
    assert "one person alone takes part: Grupp 2." in tree.text_content()
    assert table(tree, "How codes were changed and themes came about")[1][2:] == [
        "rename theme",
        "'Nytta' -> 'Nyttan'",
        "Rubriken i guiden.",
    ]


def test_the_method_tells_what_a_word_is_and_who_is_left_out(tree: html.HtmlElement) -> None:
    text = " ".join(tree.text_content().split())
    assert "Words. A word is a run of letters and digits; the transcriber's marks" in text
    assert "Counts. Left out: moderator." in text


def test_the_method_tells_who_has_read_what_through(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            build = Builder(act)
            for n in (1, 2, 3):
                build.source(f"s{n}", f"Grupp {n}", [("Åsa", "Ett och två.")])
        before = html.fromstring(html_report.render(made(project))).text_content()
        mark_read(Researcher(project, "ann"), ["s1", "s2", "s3"])
        mark_read(Researcher(project, "bo"), ["s2"])
        after = html.fromstring(html_report.render(made(project))).text_content()
    assert "read through" not in before
    assert "Sources read through uncoded. ann 3 of 3, bo 1 of 3." in " ".join(after.split())


def test_what_the_team_says_of_saturation_stands_in_the_method_and_in_its_place(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            build = Builder(act)
            for n in range(1, 6):
                build.source(f"s{n}", f"Grupp {n}", [("Åsa", "Ett och två.")])
                build.coding(f"s{n}", "Ett", "a")
            build.theme("A", ["a"])
        choose_saturation(Researcher(project, "ann"), SaturationUsed(3, 1, 0.0))
        used = html.fromstring(html_report.render(made(project)))
        choose_saturation(Researcher(project, "ann"), SaturationNotUsed("reflexiv tematisk analys"))
        unused = html.fromstring(html_report.render(made(project)))
    said = "Saturation is used: base size 3, run length 1, new information at most 0 %"
    assert f"{said}." in used.text_content()
    assert "3+1: 0 (0.0 %)" in used.text_content()
    said = "Saturation is not used, because: reflexiv tematisk analys"
    assert unused.text_content().count(f"{said}.") == 2
    assert not unused.xpath("//table[contains(caption, 'New themes group by group')]")
    items = {row[0]: row[2:] for row in table(unused, "COREQ")[1:]}
    assert items["22"] == ["given by the team", said]


def test_checklists_are_chosen(small_study: ProjectFile) -> None:
    shown = html.fromstring(html_report.render(made(small_study, Wishes(checklists=("srqr",)))))
    captions = [caption.text_content() for caption in shown.xpath("//caption")]
    assert [name for name in ("COREQ", "SRQR") if any(name in caption for caption in captions)] == ["SRQR"]


def test_reflexivity_has_a_place_of_its_own(tree: html.HtmlElement) -> None:
    (heading,) = tree.xpath("//main/h2[. = 'Reflexivity']")
    told = [paragraph.text_content() for paragraph in heading.xpath("following-sibling::*")[:2]]
    assert told == ["ann. Jag har själv gått på seminarierna.", "Det gör mig mild."]


def test_small_cells_of_attributes_are_warned_about(tree: html.HtmlElement) -> None:
    assert table(tree, "The participants")[1] == ["huvudman", "kommun *", "1"]
    assert "fewer than 5" in tree.text_content()


def test_themes_stand_with_claim_evidence_and_quotes(tree: html.HtmlElement) -> None:
    text = tree.text_content()
    assert "Claim. alla grupper" in text
    assert "Passages coded: 3 (3 of 3 participants, 2 of 2 groups): Grupp 1, Grupp 2." in text
    quotes = [" ".join(quote.text_content().split()) for quote in tree.xpath("//blockquote")]
    assert quotes == [
        f"{PRINTED} (Grupp 1)",
        "– Ingen visste liksom varför vi åkte. [skratt] – Nej. Chefen sa <bara> åk & se. (Grupp 1)",
        "Mötena var bra. (Grupp 1)",
    ]
    assert "Åsa" not in "".join(quotes)


def test_every_quote_is_in_the_transcripts_or_a_print_version(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        texts = current_texts(connection).values()
    quoted = [
        block for block in made(small_study, Wishes(quotes="all")).blocks if isinstance(block, Quotation)
    ]
    assert len(quoted) == 4
    for quote in quoted:
        said = "\n".join(quote.turns)
        assert said == PRINTED or any(said in text for text in texts)


def test_full_citations_name_speaker_and_lines(small_study: ProjectFile) -> None:
    wishes = Wishes(quotes="all", full_citations=True)
    cited = [block.citation for block in made(small_study, wishes).blocks if isinstance(block, Quotation)]
    assert cited == [
        "(FG1, Åsa, turn 2)",
        "(FG1, Åsa, Björn, turns 2–3)",
        "(FG2, Sara, turn 2)",
        "(FG1, Åsa, turn 4)",
    ]


def test_framework_matrix_marks_what_is_not_summed_up(tree: html.HtmlElement) -> None:
    rows = {row[0]: row[1:] for row in table(tree, "Summaries")[1:]}
    assert rows["Otydligt syfte"] == ["○", "Syftet sades aldrig."]
    assert rows["Nyttan"] == ["○", ""]


def test_docx_has_headings_captions_tables_and_described_figures(small_study: ProjectFile) -> None:
    import docx

    written = docx.Document(io.BytesIO(docx_report.render(made(small_study))))
    headings = [(p.style.name, p.text) for p in written.paragraphs if p.style.name.startswith("Heading")]
    assert ("Heading 1", "Themes") in headings
    assert ("Heading 2", "Inför") in headings
    assert ("Heading 3", "Otydligt syfte") in headings
    captions = [p for p in written.paragraphs if p.style.name == "Caption"]
    tables = [block for block in made(small_study).blocks if isinstance(block, FactList)]
    assert len(written.tables) == len(tables)
    assert sum("SEQ Table" in p._p.xml for p in captions) == len(tables)
    assert sum("SEQ Figure" in p._p.xml for p in captions) == 3
    assert all(shape._inline.docPr.get("descr") for shape in written.inline_shapes)
    assert any(p.text == f"{PRINTED} (Grupp 1)" for p in written.paragraphs)


def test_reports_are_the_same_bytes(small_study: ProjectFile) -> None:
    assert html_report.render(made(small_study)) == html_report.render(made(small_study))
    assert docx_report.render(made(small_study)) == docx_report.render(made(small_study))


def test_language_follows_the_locale(small_study: ProjectFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert html.fromstring(html_report.render(made(small_study))).get("lang") == "sv"


def test_a_selection_narrows_the_report(small_study: ProjectFile) -> None:
    from qualwb.analysis.selection import Selection

    narrowed = html_report.render(made(small_study, Wishes(Selection(groups=("Grupp 2",)), quotes="all")))
    assert "Vi fick aldrig veta syftet." in narrowed
    assert "Mötena var bra." not in narrowed


def test_an_empty_project_has_a_report(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        assert "The project has no themes yet." in html_report.render(made(project))
        assert docx_report.render(made(project))[:2] == b"PK"


def test_latex_has_every_block_and_looks_for_figures_that_are_there(
    small_study: ProjectFile, tmp_path: Path
) -> None:
    out = tmp_path / "Åsas rapport"
    assert run(["-p", place_of(small_study), "report", "--latex", str(out)]) == 0
    text, blocks = out.read_text("utf-8"), made(small_study).blocks
    pictures = re.findall(r"\\includegraphics\[width=[\d.]+\\linewidth\]\{(.*?)\}", text)
    assert len(pictures) == sum(isinstance(block, Figure) for block in blocks) > 0
    assert all((tmp_path / picture).read_bytes().startswith(b"\x89PNG") for picture in pictures)
    assert {Path(picture).parent.name for picture in pictures} == {"asas-rapport-figures"}
    commands = [r"\section", r"\subsection", r"\subsubsection"]
    headings = [f"{commands[block.level - 1]}{{" for block in blocks if isinstance(block, Heading)]
    assert re.findall(r"\\(?:sub)*section\{", text) == headings
    assert text.count(r"\begin{longtable}") == sum(isinstance(block, FactList) for block in blocks)
    assert text.count(r"\begin{quote}") == sum(isinstance(block, Quotation) for block in blocks)
    labels = re.findall(r"\\label\{(.*?)\}", text)
    assert len(labels) == len(set(labels))
    assert r"\cellcolor[HTML]" in text
    assert r"\tableofcontents" in text


def test_a_latex_report_without_room_for_its_figures_is_refused(
    small_study: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ut-figures").write_bytes(b"")
    assert run(["-p", place_of(small_study), "report", str(tmp_path / "ut.tex")]) == 2
    assert "ut-figures: can't be written" in capsys.readouterr().err
    assert not (tmp_path / "ut.tex").exists()


def test_command_writes_by_suffix(
    small_study: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, start in (("ut.html", b"<!DOCTYPE html>"), ("ut.docx", b"PK"), ("ut.tex", b"% pdflatex")):
        assert run(["-p", place_of(small_study), "report", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    assert run(["-p", place_of(small_study), "report", str(tmp_path / "ut.pdf")]) == 2
    assert "docx, html or tex" in capsys.readouterr().err


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectFile]:
    with new_project(tmp_path_factory.mktemp("bundled") / "study.qwb") as project:
        load_study(Researcher(project, "KL & MB"))
        yield project


@pytest.mark.slow
def test_the_bundled_study_has_all_its_key_quotes(bundled: ProjectFile) -> None:
    with bundled.reading() as connection:
        texts = list(current_texts(connection).values())
    quotes = [block for block in made(bundled).blocks if isinstance(block, Quotation)]
    said = {"\n".join(quote.turns) for quote in quotes}
    assert len(said) == 83
    assert all(any(quote in text for text in texts) for quote in said)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_reads_docx_and_xlsx(bundled: ProjectFile, tmp_path: Path) -> None:
    for name in ("report ut.docx", "export graneheim -o table.docx", "matrix -o matrix.xlsx"):
        *words, file = name.split()
        assert run(["-p", place_of(bundled), *words, str(tmp_path / file)]) == 0
    files = sorted(tmp_path.glob("*.*"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    import pypdfium2

    shown = {path.stem: pypdfium2.PdfDocument(path) for path in tmp_path.glob("*.pdf")}
    assert set(shown) == {"ut", "table", "matrix"}
    first = {stem: opened[0].get_textpage().get_text_range() for stem, opened in shown.items()}
    assert "Method" in first["ut"]  # in the list of contents
    pages = [page.get_textpage().get_text_range().split() for page in shown["ut"]]
    assert [words[-1] for words in pages] == [str(number) for number in range(1, len(pages) + 1)]
    heads = {word for words in pages for word in words}
    assert heads >= {"Participants", "Moderators", "Observers", "Codings", "Passages", "Cumulative"}
    assert "From meaning unit to theme: Inför Lärandeseminarierna" in first["table"]  # parted by main theme
    for head in ("Meaning unit", "Condensation", "Sub-category"):
        assert head in first["table"]  # on one line: no word of it is broken
    assert "Otydligt syfte" in first["matrix"]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not here")
def test_chromium_shows_the_page_without_a_request_or_complaint(bundled: ProjectFile, tmp_path: Path) -> None:
    assert run(["-p", place_of(bundled), "report", str(tmp_path / "ut.html")]) == 0
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0")
    # A proxy that does not exist: whatever the page asked for would fail and be logged.
    offline = ("--proxy-server=127.0.0.1:9", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom")
    command = ["chromium", *options, *offline, (tmp_path / "ut.html").as_uri()]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    assert "CONSOLE" not in shown.stderr
    tree = html.fromstring(shown.stdout)
    # composition, themes by groups, accumulation, two pages of participation, co-occurrence
    assert len(tree.xpath("//figure/*[local-name() = 'svg']")) == 6


@pytest.mark.slow
def test_quotes_with_names_are_told(
    bundled: ProjectFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["-p", place_of(bundled), "report", str(tmp_path / "ut.html"), "--check-names"]
    assert run(words) == 1
    told = capsys.readouterr().err
    assert re.search(r"^\(Grupp 5\) 'Du kom in i köket.*': .*Jocke", told, re.MULTILINE)


def test_a_report_of_a_report_tells_what_is_not_known(tmp_path: Path) -> None:
    from qualwb.model import Coding

    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            build = Builder(act)
            build.source("G1", "Grupp 1", [(None, "Ett citat.")])
            build.theme("Tema", ["kod"])
            act.update(Coding, build.coding("G1", "Ett citat.", "kod"), origin="report")
        shown = html.fromstring(html_report.render(made(project)))
    assert table(shown, "The groups")[1][:4] == ["Grupp 1", "", "", ""]
    assert "no measure of saturation" in shown.text_content()


def test_the_method_tells_which_chapters_a_printed_report_lacks(tmp_path: Path) -> None:
    printed = Path(__file__).parents[1] / "transcripts" / "core" / "printed_inline.txt"
    with new_project(tmp_path / "p.qwb") as project:
        files.store_file(Researcher(project, "ann"), files.read_file(printed, "report"))
        shown = html.fromstring(html_report.render(made(project)))
    assert "The printed report 'printed_inline.txt' lacks chapter 2.3" in shown.text_content()


def test_a_report_without_gaps_is_told_nothing_of(tree: html.HtmlElement) -> None:
    assert "lacks chapter" not in tree.text_content()


def test_turns_that_name_no_speaker_are_told_in_place_of_shares(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            build = Builder(act)
            build.source("G1", "Grupp 1", [(None, "Ett citat."), (None, "Ett till.")], unnamed=True)
            build.person("Grupp 1", "Tyst")
            build.theme("Tema", ["kod"])
            build.coding("G1", "Ett citat.", "kod")
        shown = html.fromstring(html_report.render(made(project)))
    assert "2 turns name no speaker: who says how much is counted without them." in shown.text_content()
    assert "The figures describe the talk" not in shown.text_content()


def test_how_codings_came_about_is_told_where_not_all_were_put_by_hand(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        facts = method_facts(connection, Selection())
    facts = replace(facts, origins=(("report", 49), ("manual", 1)))
    assert origins_in_words(facts) == "49 quotes of a printed report, under its headings, 1 by hand."
    assert origins_in_words(replace(facts, origins=(("manual", 3),))) == ""


def test_a_name_that_stands_in_place_of_another_is_not_told() -> None:
    told = Quotation(("Torbjörn kom till Borås.",), "(Grupp 1)")
    written = Paragraph("Som Torbjörn sa. Gäller alla.", "Central idea.", written=True)
    made = Report("", "", "sv", (told, Heading(2, "Möten"), written))
    assert names_told(made, lambda _name: False) == [
        "(Grupp 1) 'Torbjörn kom till Borås.': Torbjörn, Borås",
        "Möten, Central idea. 'Som Torbjörn sa. Gäller alla.': Torbjörn",
    ]
    assert names_told(made, lambda name: name == "Torbjörn") == [
        "(Grupp 1) 'Torbjörn kom till Borås.': Borås"
    ]
