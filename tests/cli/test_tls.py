"""A project at a server that offers TLS: asked for by the address, told of, and not gone without."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from qualwb.acts import codes
from qualwb.acts.colleagues import Acted, LookAnew, WorkPlace
from qualwb.acts.researcher import Researcher
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.server_project import ServerProject
from tests.cli.output import Output
from tests.postgresql.certificate import make_certificate
from tests.postgresql.cluster import Cluster
from tests.store.postgresql.hearing import Heard

pytestmark = pytest.mark.file_only

SECRET = "hemligt-4711"
HOST = "localhost"


@dataclass(frozen=True)
class TlsServer:
    """A server that offers TLS under the name ``HOST``, and a login with a password."""

    cluster: Cluster

    def address(self, host: str = HOST, **options: object) -> str:
        """The address of an existing database, with parameters of libpq."""
        asked = "&".join(f"{name}={value}" for name, value in options.items())
        return f"postgresql://anna:{SECRET}@{host}:{self.cluster.port}/studie?{asked}"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster(tls_host=HOST) as cluster:
        cluster.execute("CREATE ROLE anna LOGIN CREATEROLE PASSWORD 'hemligt-4711'")
        yield cluster


@pytest.fixture
def tls(cluster: Cluster) -> Iterator[TlsServer]:
    cluster.create_database("studie")
    cluster.execute("ALTER DATABASE studie OWNER TO anna")
    yield TlsServer(cluster)
    cluster.drop_database("studie")


def known(tls: TlsServer, host: str = HOST) -> str:
    return tls.address(host, sslmode="verify-full", sslrootcert=tls.cluster.certificate)


@pytest.mark.parametrize("sslmode", ["require", "verify-full"])
def test_status_tells_of_tls_and_how_it_was_asked_for(
    call: Output, coded_path: Path, tls: TlsServer, sslmode: str
) -> None:
    address = tls.address(sslmode=sslmode, sslrootcert=tls.cluster.certificate)
    call("team", "publish", coded_path, address)
    found = call("-p", address, "team", "status", "--format", "json")
    assert found["tls"].startswith("TLSv1.")
    assert found["sslmode"] == sslmode
    told = call("-p", address, "team", "status")
    assert f"{found['tls']} (sslmode={sslmode})" in told
    assert "not encrypted" not in call.err
    call("-p", address, "check")


def test_tls_is_used_where_it_is_offered_and_what_goes_without_it_is_said(
    call: Output, coded_path: Path, tls: TlsServer
) -> None:
    call("team", "publish", coded_path, tls.address())
    assert call("-p", tls.address(), "team", "status", "--format", "json")["tls"].startswith("TLSv1.")
    plain = call("-p", tls.address(sslmode="disable"), "team", "status", "--format", "json")
    assert (plain["tls"], plain["sslmode"]) == ("", "disable")
    assert "The connection is not encrypted" in call.err


@pytest.mark.parametrize("sslmode", ["require", "verify-full"])
def test_what_is_asked_for_of_a_server_without_it_is_refused(
    call: Output, server: Cluster, database: str, sslmode: str
) -> None:
    server.execute("CREATE ROLE tls_bo LOGIN PASSWORD 'hemligt-4711'")
    address = server.url(Address.parsed(database).database, "tls_bo", SECRET)
    told = call("-p", f"{address}?sslmode={sslmode}", "log", status=3)
    assert "refuses the connection" in told
    assert "SSL" in told
    assert SECRET not in told


def test_a_server_that_is_another_is_not_spoken_to(call: Output, tls: TlsServer, tmp_path: Path) -> None:
    assert "does not match host name" in call("-p", known(tls, "127.0.0.1"), "log", status=3)
    other = make_certificate(replace(tls.cluster.programs, user=None), tmp_path, HOST)
    refused = call("-p", tls.address(sslmode="verify-full", sslrootcert=other), "log", status=3)
    assert "certificate verify failed" in refused
    assert SECRET not in refused


def test_others_are_given_an_address_that_asks_for_tls_too(
    call: Output, coded_path: Path, tls: TlsServer
) -> None:
    call("team", "publish", coded_path, known(tls))
    call("-p", known(tls), "team", "invite", "tls_lena", "--coder", "Lena", "--role", "lead", "--generate")
    assert f"postgresql://tls_lena@{HOST}:{tls.cluster.port}/studie?sslmode=verify-full" in call.err


def test_others_acts_are_heard_of_by_tls(call: Output, coded_path: Path, tls: TlsServer) -> None:
    call("team", "publish", coded_path, known(tls))
    heard = Heard()
    with (
        ServerProject.open(Address.parsed(known(tls))) as project,
        ServerProject.open(Address.parsed(known(tls))) as other,
    ):
        live = project.live(heard.note, WorkPlace("Anna"))
        assert live is not None
        try:
            heard.wait_for(LookAnew)
            codes.create(Researcher(other, "Bo"), "ny")
            assert [one.coder for one in heard.wait_for(Acted)] == ["Bo"]
        finally:
            live.close()
        ways = tls.cluster.execute(
            "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'anna'"
        )
        assert ways == [(True,)]
