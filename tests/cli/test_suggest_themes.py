"""``suggest themes``, ``merges``, ``splits`` and what measures them, without an encoder."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from qualwb.acts import codes, proposals, themes
from qualwb.acts.bundled import load_study
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import qualwb as app
from qualwb.store.project_file import ProjectFile
from qualwb.suggest.themes.theme_evaluation import CannotMeasureThemes


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled study."""
    path = tmp_path_factory.mktemp("themes") / "studie.qwb"
    with ProjectFile.create(path, "Studie") as project:
        load_study(Researcher(project, "Karin"))
    return path


@pytest.fixture(autouse=True)
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """By words and places alone."""
    monkeypatch.setenv("QUALWB_ENCODER", "none")
    monkeypatch.setenv("COLUMNS", "80")


def suggest(path: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["-p", str(path), "suggest", *words])


def test_by_default_codes_without_a_theme_are_proposed(study: Path) -> None:
    told = json.loads(suggest(study, "themes", "--format", "json").stdout)
    loose = {"Aktörsnivå", "Förstå, kunna, vilja", "brukare", "förmåga", "förståelse", "gräsrot", "myndighet"}
    loose |= {"organisation/ledning", "vilja"}
    gathered = [code for one in told["themes"] for code in one["codes"]]
    assert gathered
    assert {*gathered, *told["left"]} == loose
    assert told["meaning"] is None
    for one in told["themes"]:
        assert one["passages"] == sum(one["by_group"].values())
        assert 0 < sum(tie["share"] for tie in one["because"]) <= 1.0001


def test_anew_the_number_of_groups_may_be_said(study: Path) -> None:
    few, many = (
        json.loads(suggest(study, "themes", "--all", how, "--format", "json").stdout)
        for how in ("--looser", "--closer")
    )
    assert few["dendrogram"]["cut"] > many["dendrogram"]["cut"]
    ten = json.loads(suggest(study, "themes", "--all", "--themes", "10", "--format", "json").stdout)
    cut = ten["dendrogram"]["cut"]
    assert sum(distance > cut for _one, _other, distance in ten["dendrogram"]["steps"]) == 9
    refused = suggest(study, "themes", "--themes", "3", "--closer")
    assert refused.exit_code == 2


def test_the_dendrogram_fits_the_terminal_and_names_every_code(study: Path) -> None:
    told = suggest(study, "themes", "--all", "--dendrogram")
    lines = told.stdout.splitlines()
    assert len(lines) == 69
    assert max(map(len, lines)) <= 80
    assert any("självklar i sin roll" in line for line in lines)
    assert "┊" in told.stdout


def test_the_same_tree_is_written_as_svg_and_twice_the_same(study: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "ett.svg", tmp_path / "två.svg"
    for path in (first, second):
        assert suggest(study, "themes", "--all", "-o", str(path)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    texts = [
        "".join(element.itertext()) for element in ET.parse(first).iter("{http://www.w3.org/2000/svg}text")
    ]
    for name in ("självklar i sin roll", "cheferna inte insatta"):
        assert any(text.endswith(name) for text in texts)


def test_merges_and_splits_are_told(study: Path) -> None:
    told = json.loads(suggest(study, "merges", "--top", "30", "--format", "json").stdout)
    assert len(told["merges"]) == 30
    assert all(len(one["codes"]) == 2 for one in told["merges"])
    splits = suggest(study, "splits", "--format", "json")
    assert json.loads(splits.stdout)["splits"] == []
    assert "encoder" in splits.stderr


def test_what_was_refused_is_told_of_and_left_out(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "kopia.qwb"
    path.write_bytes(study.read_bytes())
    first = json.loads(suggest(path, "merges", "--top", "1", "--format", "json").stdout)["merges"][0]
    with ProjectFile.open(path) as project, project.reading() as connection:
        named = connection.exec_driver_sql("SELECT name, uid FROM code")
        uids = {name: uid for name, uid in named.all()}  # noqa: C416
    with ProjectFile.open(path) as project:
        key = [uids[code] for code in first["codes"]]
        proposals.refuse(Researcher(project, "Karin"), "merge", key, first["codes"])
    again = json.loads(suggest(path, "merges", "--top", "1", "--format", "json").stdout)
    assert again["merges"][0]["codes"] != first["codes"]
    assert again["refused"] == 1
    assert "refused before" in suggest(path, "merges", "--top", "1").stdout


def test_the_measure_stands_beside_chance_and_words_alone(study: Path) -> None:
    told = json.loads(suggest(study, "evaluate", "--task", "themes", "--format", "json").stdout)
    level = told["levels"][0]
    assert (level["level"], level["codes"], level["themes"]) == ("themes", 60, 23)
    scores = {way: score["as_many"] for way, score in level["scores"].items()}
    assert scores["all"] > scores["words alone"] > level["chance"]["ci"][1]
    assert abs(level["chance"]["mean"]) < 0.02


def test_an_empty_project_is_told_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "tom.qwb"
    ProjectFile.create(path, "Tom").close()
    assert "It takes 3 codes" in suggest(path, "themes").stderr
    assert "No two codes" in suggest(path, "merges").stderr
    assert isinstance(suggest(path, "evaluate", "--task", "themes").exception, CannotMeasureThemes)
    assert suggest(path, "themes", "--dendrogram").exit_code == 0


def test_a_project_whose_codes_all_have_themes_is_told_of_all(tmp_path: Path) -> None:
    path = tmp_path / "klar.qwb"
    with ProjectFile.create(path, "Klar") as project:
        researcher = Researcher(project, "Karin")
        for name in ("vårdplan", "vårdplaner", "resor", "mat"):
            codes.create(researcher, name)
            themes.create(researcher, f"Tema {name}", codes=[name])
    assert "--all" in suggest(path, "themes").stderr


def test_the_log_lists_what_became_of_proposals(study: Path, tmp_path: Path) -> None:
    path = tmp_path / "kopia.qwb"
    path.write_bytes(study.read_bytes())
    assert json.loads(suggest(path, "log", "--by", "proposal", "--format", "json").stdout) == []
    with ProjectFile.open(path) as project:
        researcher = Researcher(project, "Karin")
        actors = proposals.ThemeWithCodes("Aktörer", ("brukare", "myndighet"))
        proposals.take_theme(researcher, actors, actors, "shared words")
        proposals.refuse(researcher, "merge", ["x"], ["brukare", "gräsrot"])
    told = json.loads(suggest(path, "log", "--by", "proposal", "--format", "json").stdout)
    assert [(one["kind"], one["outcome"], one["coder"]) for one in told] == [
        ("merge", "refused", "Karin"),
        ("theme", "accepted", "Karin"),
    ]
    shown = suggest(path, "log", "--by", "proposal").stdout
    assert "'Aktörer':" in shown
    assert "theme: accepted 1; merge: refused 1." in shown
