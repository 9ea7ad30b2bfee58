"""The commands of a team, on a server of the test's own."""

import subprocess
import sys
from pathlib import Path

import pytest

from qualwb.acts.team import passwords
from qualwb.cli.app import run
from qualwb.cli.server_address import password_for
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.passwords import Passwords
from qualwb.store.engines.postgresql.waiting import WAITING
from tests.cli.output import Output
from tests.conftest import ROOT
from tests.postgresql.cluster import Cluster

pytestmark = pytest.mark.file_only

SECRET = "hemligt-4711"


@pytest.fixture
def published(call: Output, coded_path: Path, database: str) -> str:
    call("team", "publish", coded_path, database)
    return database


def test_a_file_is_published_worked_on_fetched_and_merged_back(
    call: Output, coded_path: Path, database: str, tmp_path: Path
) -> None:
    call("team", "publish", coded_path, database)
    assert "1 source, 2 codings" in call.err
    same = ("quotes", "--format", "json")
    assert call("-p", database, *same) == call("-p", coded_path, *same)
    call("-p", database, "check")
    back = tmp_path / "back"
    call("team", "fetch", database, back)
    back = back.with_suffix(".qwb")
    call("-p", back, "check")
    assert call("-p", back, *same) == call("-p", coded_path, *same)
    words = ("--quote", "Vi fick ett papper", "--code", "nytta")
    call("-p", back, "--coder", "Bo", "code", "apply", "Intervju 1", *words)
    call("-p", database, "merge", back)
    assert len(call("-p", database, *same)) == 3
    call("-p", database, "check")


def test_an_empty_project_is_made_in_an_empty_database(call: Output, database: str) -> None:
    call("team", "create", database, "--name", "Min studie")
    call("-p", database, "check")
    call("-p", database, "--coder", "Karin", "code", "new", "nytta")
    assert [row["name"] for row in call("-p", database, "code", "list", "--format", "json")] == ["nytta"]
    assert "there is a project already" in call("team", "create", database, status=3)


def test_a_project_is_not_published_onto_another(call: Output, coded_path: Path, published: str) -> None:
    assert "there is a project already" in call("team", "publish", coded_path, published, status=3)
    call("-p", published, "check")


def test_status_tells_of_server_login_and_way(call: Output, published: str) -> None:
    found = call("-p", published, "team", "status", "--format", "json")
    assert found["server"].startswith("PostgreSQL ")
    assert (found["login"], found["role"], found["tls"]) == ("postgres", "owner", "")
    assert found["acts"] > 0
    assert found["bytes"] > 0
    assert found["latency_ms"] > 0
    assert found["here"] == ["postgres"]
    named = call("team", "status", published, "--format", "json")
    assert (named["project"], named["login"]) == (found["project"], found["login"])
    assert "a socket of this machine" in call("-p", published, "team", "status")


def test_a_connection_that_can_be_listened_to_is_said(call: Output, server: Cluster, published: str) -> None:
    name = Address.parsed(published).database
    login_with_password(server, "copy_superuser", "SUPERUSER")
    call("-p", server.url(name, "copy_superuser", SECRET), "team", "status")
    assert "The connection is not encrypted" in call.err


def test_a_file_has_no_team(call: Output, coded_path: Path) -> None:
    assert "this project is a file" in call("-p", coded_path, "team", "status", status=2)


def test_a_backup_is_a_file_in_the_users_own_folder_or_where_one_says(
    call: Output, published: str, tmp_path: Path
) -> None:
    call("-p", published, "backup")
    (kept,) = (tmp_path / "xdg_data_home").rglob("*.manual.bak")
    call("-p", kept, "check")
    for _again in range(2):  # the second takes the place of the first
        call("-p", published, "backup", tmp_path / "kopia.qwb")
        call("-p", tmp_path / "kopia.qwb", "check")
    assert "a backup takes no project's place on a server" in call("-p", published, "restore", kept, status=2)


def test_bulk_acts_are_backed_up(call: Output, published: str, tmp_path: Path) -> None:
    call("-p", published, "--coder", "Karin", "sources", "delete", "Intervju 1", "--reason", "dubblett")
    (kept,) = (tmp_path / "xdg_data_home").rglob("*.bak")
    assert [row["name"] for row in call("-p", kept, "sources", "--format", "json")] == ["Intervju 1"]


def test_a_name_stands_for_a_project_everywhere(call: Output, published: str, tmp_path: Path) -> None:
    call("team", "add", "studie", published)
    (listed,) = call("team", "list", "--format", "json")
    assert listed["name"] == "studie"
    call("-p", "studie", "check")
    call("team", "fetch", "studie", tmp_path / "back.qwb")
    call("team", "remove", "studie")
    assert call("team", "list", "--format", "json") == []
    assert "'studie' is neither" in call("team", "fetch", "studie", tmp_path / "b.qwb", status=2)


def login_with_password(server: Cluster, name: str, rights: str = "") -> None:
    done = server.psql("postgres", f"CREATE ROLE {name} LOGIN {rights} PASSWORD '{SECRET}'")
    assert done.returncode == 0, done.stderr


def test_what_a_server_refuses_is_told_in_one_line(
    call: Output, coded_path: Path, server: Cluster, database: str
) -> None:
    name = Address.parsed(database).database
    login_with_password(server, "copy_bodil")
    right, wrong = (server.url(name, "copy_bodil", secret) for secret in (SECRET, "fel"))
    assert "no connection to the server" in call("-p", "postgresql://127.0.0.1:1/x", "log", status=3)
    assert "does not take this login" in call("-p", wrong, "log", status=3)
    gone = call("-p", server.url("finns_inte"), "log", status=3)
    gone += call("-p", server.url("finns_inte", "copy_bodil", SECRET), "log", status=3)
    assert gone.count("refuses the connection") == 2
    assert "createdb" in gone
    tls = call("-p", right + "?sslmode=require", "log", status=3)
    assert "refuses the connection" in tls
    assert "sslmode" in tls
    assert "there is no project in this database" in call("-p", right, "log", status=3)
    assert "your login may not make a project" in call("team", "publish", coded_path, right, status=3)
    assert "names no database" in call("-p", "postgresql://server", "log", status=2)


def test_no_password_is_ever_printed(
    call: Output, coded_path: Path, server: Cluster, database: str, tmp_path: Path
) -> None:
    name = Address.parsed(database).database
    login_with_password(server, "copy_lead", "SUPERUSER")
    url = server.url(name, "copy_lead", SECRET)
    said = []
    for arguments in (
        ("team", "publish", coded_path, url),
        ("-p", url, "team", "status"),
        ("-p", url, "backup"),
        ("team", "fetch", url, tmp_path / "back.qwb"),
    ):
        said += [call(*arguments), call.err]
    assert all("use ~/.pgpass" in text for text in said[1::2]), "a password on the command line is warned of"
    said.append(call("team", "publish", coded_path, url, status=3))
    said.append(call("-p", url.replace(name, "finns_inte"), "log", status=3))
    assert not [text for text in said if SECRET in text]


def test_a_password_is_found_in_the_environment_and_in_a_password_file(
    call: Output, server: Cluster, published: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = Address.parsed(published).database
    login_with_password(server, "copy_pg", "SUPERUSER")
    url = f"postgresql://copy_pg@127.0.0.1:{server.port}/{name}"
    assert "does not take this login" in call("-p", url, "check", status=3)
    monkeypatch.setenv("PGPASSWORD", SECRET)
    call("-p", url, "check")
    monkeypatch.delenv("PGPASSWORD")
    file = tmp_path / "pgpass"
    file.write_text(f"127.0.0.1:*:*:copy_pg:{SECRET}\n")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    call("-p", url, "check")


def test_a_password_is_asked_for_as_the_last(
    call: Output, server: Cluster, published: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = Address.parsed(published).database
    login_with_password(server, "copy_asked", "SUPERUSER")
    url = f"postgresql://copy_asked@127.0.0.1:{server.port}/{name}"
    given = iter(["fel", SECRET])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("qualwb.cli.server_address.click.prompt", lambda *_a, **_k: next(given))
    call("-p", url, "check")
    assert "Try again" in call.err
    assert next(given, None) is None


def test_nobody_is_asked_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    held = Passwords()
    monkeypatch.setattr(passwords, "PASSWORDS", held)
    passwords.ask_passwords_with(password_for)
    assert held.ask("postgresql://bodil@server/studie", 1) is None
    assert SECRET not in repr(held)


def test_without_the_extra_one_is_told_what_to_install() -> None:
    script = (
        "import sys; sys.modules['psycopg'] = None; from qualwb.cli.app import run; exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "-p", "postgresql:///studie", "log"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    assert "pip install 'qualwb[team]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def members(call: Output, server: Cluster, published: str) -> dict[str, str]:
    """Addresses of a reader, a coder and a lead of a published project."""
    name = Address.parsed(published).database
    addresses = {}
    for role, coder in (("reader", "Rut"), ("coder", "Bo"), ("lead", "Lena")):
        login = f"copy_{name}_{role}"
        password = call(
            "-p", published, "team", "invite", login, "--coder", coder, "--role", role, "--generate"
        )
        addresses[role] = server.url(name, login, password.strip())
    return addresses


def test_members_are_invited_listed_given_other_roles_and_dismissed(
    call: Output, published: str, members: dict[str, str]
) -> None:
    listed = call("-p", published, "team", "members", "--format", "json")
    assert [(row["coder"], row["role"]) for row in listed] == [
        ("Bo", "coder"),
        ("Lena", "lead"),
        ("Rut", "reader"),
    ]
    found = call("-p", members["coder"], "team", "status", "--format", "json")
    assert (found["role"], found["coder"]) == ("coder", "Bo")
    bo = Address.parsed(members["coder"]).login
    words = ("--quote", "Vi fick ett papper", "--code", "nytta")
    call("-p", members["coder"], "code", "apply", "Intervju 1", *words)
    assert "codes as Bo, not as Karin" in call("-p", members["coder"], "--coder", "Karin", "undo", status=2)
    assert "your role in this project does not allow this" in call(
        "-p", members["reader"], "code", "new", "ny", status=2
    )
    call("-p", published, "team", "role", bo, "lead")
    assert call("-p", members["coder"], "team", "status", "--format", "json")["role"] == "lead"
    call("-p", published, "team", "dismiss", bo)
    assert len(call("-p", published, "team", "members", "--format", "json")) == 2
    assert "its owner alone" in call("-p", members["lead"], "team", "dismiss", bo, status=2)


def test_a_password_from_a_file_is_that_of_the_new_login(
    call: Output, server: Cluster, published: str, tmp_path: Path
) -> None:
    file = tmp_path / "nytt"
    file.write_text(SECRET + "\n")
    file.chmod(0o600)
    name = Address.parsed(published).database
    invite = ("team", "invite", "copy_of_file", "--coder", "Bo", "--password-file", file)
    assert call("-p", published, *invite) == ""
    assert SECRET not in call.err
    call("-p", server.url(name, "copy_of_file", SECRET), "log")
    call("-p", published, *invite)
    assert "knew the login already" in call.err
    assert "Only one of" in call("-p", published, *invite, "--generate", status=2)


def test_a_lead_is_told_that_those_at_work_stay_in_their_round(
    call: Output, published: str, tmp_path: Path
) -> None:
    call("-p", published, "--coder", "Karin", "rounds", "new", "två", "--use")
    assert "stay in their round until they choose another: W" in call.err
    call("-p", published, "rounds", "use", "1")
    assert "stay in their round" in call.err
    call("team", "fetch", published, tmp_path / "ut.qwb")
    call("-p", tmp_path / "ut.qwb", "rounds", "use", "två")
    assert "New codings go to round 'två'." in call.err
    assert "stay in their round" not in call.err


def test_who_sees_all_may_fetch_and_who_does_not_is_told_whom_to_ask(
    call: Output, published: str, members: dict[str, str], tmp_path: Path
) -> None:
    for role, address in members.items():
        call("team", "fetch", address, tmp_path / f"{role}.qwb")
        call("-p", tmp_path / f"{role}.qwb", "check")
    call("-p", published, "--coder", "Karin", "rounds", "new", "blind", "--blind", "--use")
    words = ("--quote", "Vi fick ett papper", "--code", "nytta")
    call("-p", published, "--coder", "Karin", "code", "apply", "Intervju 1", *words)
    before = sorted(tmp_path.iterdir())
    for role in ("reader", "coder"):
        refused = call("team", "fetch", members[role], tmp_path / "half.qwb", status=2)
        assert "a blind round hides some of it from you" in refused
        assert "Ask a lead" in refused
    assert sorted(tmp_path.iterdir()) == before
    call("team", "fetch", members["lead"], tmp_path / "whole.qwb")
    whole = call("-p", tmp_path / "whole.qwb", "--coder", "Karin", "quotes", "--format", "json")
    assert len(whole) == len(call("-p", published, "--coder", "Karin", "quotes", "--format", "json"))


def test_of_an_encrypted_file_is_said_that_the_server_encrypts_nothing(
    call: Output, coded_path: Path, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3")
    secret = tmp_path / "losenfras"
    secret.write_text("en lång lösenfras\n")
    secret.chmod(0o600)
    monkeypatch.setenv("QUALWB_PASSPHRASE_FILE", str(secret))
    call("-p", coded_path, "encrypt")
    call("team", "publish", coded_path, database)
    assert "The file is encrypted, the server's tables are not" in call.err
    call("-p", database, "check")


def test_what_is_newer_or_not_ours_is_not_opened(call: Output, server: Cluster, published: str) -> None:
    name = Address.parsed(published).database
    assert server.psql(name, "UPDATE qualwb.alembic_version SET version_num = '9999'").returncode == 0
    assert server.psql(name, "ALTER TABLE qualwb.code ADD COLUMN weight integer").returncode == 0
    refused = call("-p", published, "log", status=3)
    assert "made by a newer qualwb" in refused
    assert "Update qualwb" in refused
    assert server.psql(name, "UPDATE qualwb.alembic_version SET version_num = '0007'").returncode == 0
    assert "its tables are not those" in call("-p", published, "log", status=3)


def test_whose_act_is_waited_for_is_said_on_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(WAITING, "tell", WAITING.tell)
    assert run(["team", "list"]) == 0
    capsys.readouterr()
    WAITING.tell("Anna")
    assert capsys.readouterr() == ("", "Waiting for what Anna is storing ...\n")
