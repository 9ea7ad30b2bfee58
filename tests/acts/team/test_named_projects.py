"""Names of projects on servers, and that no password comes into the user's settings."""

from pathlib import Path

import pytest

from qualwb import user_folders
from qualwb.acts.team import named_projects, passwords
from qualwb.errors import QualwbError

URL = "postgresql://bodil@server.example:5433/studie?sslmode=verify-full"


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def without_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = pytest.importorskip("keyring")
    fail = pytest.importorskip("keyring.backends.fail")
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())


class KeptInMemory:
    """A keyring of the test's own."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture
def keyring_of_mine(monkeypatch: pytest.MonkeyPatch) -> KeptInMemory:
    keyring = pytest.importorskip("keyring")
    mine = KeptInMemory()
    monkeypatch.setattr(keyring.core, "_keyring_backend", mine)
    return mine


def test_a_name_stands_for_its_address_with_its_options() -> None:
    named_projects.add("studie", URL)
    address = named_projects.address_named("studie")
    assert address is not None
    assert (address.host, address.port, address.database, address.login) == (
        "server.example",
        5433,
        "studie",
        "bodil",
    )
    assert dict(address.options) == {"sslmode": "verify-full"}
    assert named_projects.place_named("studie") == address
    assert list(named_projects.named()) == ["studie"]
    named_projects.remove("studie")
    assert named_projects.address_named("studie") is None
    assert user_folders.choices() == {}


def test_an_address_names_itself_and_other_words_a_file() -> None:
    named = named_projects.address_named("postgresql:///studie")
    assert named is not None
    assert named.database == "studie"
    assert named_projects.place_named("annat.qwb") == Path("annat.qwb")


def test_a_file_of_the_name_comes_first(tmp_path: Path) -> None:
    named_projects.add("studie", URL)
    (tmp_path / "studie").write_bytes(b"")
    assert named_projects.place_named("studie") == Path("studie")


@pytest.mark.parametrize("name", ["a/b", "studie.qwb", "", "-p", "två ord"])
def test_what_could_be_a_file_is_no_name(name: str) -> None:
    with pytest.raises(QualwbError, match="can't be the name"):
        named_projects.add(name, URL)


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(QualwbError, match="no address"):
        named_projects.add("studie", "studie.qwb")
    with pytest.raises(QualwbError, match="neither an address nor a name"):
        named_projects.address_of("studie")
    named_projects.add("studie", URL)
    with pytest.raises(QualwbError, match="Did you mean studie"):
        named_projects.address_of("studei")


@pytest.mark.usefixtures("without_keyring")
def test_a_password_is_kept_by_a_keyring_or_not_at_all() -> None:
    with pytest.raises(QualwbError, match="no keyring") as refused:
        named_projects.add("studie", "postgresql://bodil:hemligt@server/studie")
    assert "hemligt" not in str(refused.value)
    assert user_folders.choices() == {}


@pytest.mark.parametrize(
    "text",
    ["postgresql://bodil:hemligt@server/studie", "postgresql://bodil@server/studie?password=hemligt"],
)
def test_a_password_goes_to_the_keyring_and_nowhere_else(keyring_of_mine: KeptInMemory, text: str) -> None:
    address = named_projects.add("studie", text)
    assert "hemligt" not in user_folders.settings().read_text("utf-8")
    assert "hemligt" not in f"{address} {address!r}"
    assert passwords.kept(str(address)) == "hemligt"
    assert list(keyring_of_mine.kept.values()) == ["hemligt"]
    named_projects.remove("studie")
    assert keyring_of_mine.kept == {}
