"""A certificate of one's own, with which a throw-away server offers TLS."""

import subprocess
from pathlib import Path

from tests.postgresql.programs import Programs

SETTINGS = {"ssl": "on"}
"""The server finds certificate and key under its own names for them, in its folder of data."""
DAYS = 2


def make_certificate(programs: Programs, folder: Path, host: str) -> Path:
    """Make a key that the server's user alone may read, and a certificate for ``host``, which is returned."""
    certificate = folder / "server.crt"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *("-days", str(DAYS), "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"),
            *("-keyout", str(folder / "server.key"), "-out", str(certificate)),
        ],
        capture_output=True,
        check=True,
        **programs.arguments(),
    )
    return certificate
