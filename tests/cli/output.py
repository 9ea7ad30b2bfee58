"""What commands print that are run in this process."""

import json
from typing import Any

import pytest

from qualwb.cli.app import run


class Output:
    """Runs commands, and gives what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.err = ""

    def __call__(self, *arguments: object, status: int = 0) -> Any:
        self._capsys.readouterr()
        found = run([str(argument) for argument in arguments])
        out, self.err = self._capsys.readouterr()
        assert found == status, self.err
        if status:
            *_warnings, told = self.err.splitlines()
            assert told.startswith("qualwb: "), self.err
            return told
        return json.loads(out) if "json" in arguments else out
