"""A folder that can't be read."""

from qualwb.errors import QualwbError
from qualwb.safe_text import one_line


class BadFolder(QualwbError):
    """What is wrong, with the file and the line where that helps."""

    def __init__(self, file: str, line: int | None, what: str, hint: str = "") -> None:
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{one_line(place)}: {one_line(what)}", hint)
