"""What a reader says when it cannot read a file."""

from qualwb.errors import QualwbError
from qualwb.safe_text import one_line


class TranscriptError(QualwbError):
    """A file that cannot be read: its name, the line where known, what is wrong and what to do."""

    def __init__(self, file: str, problem: str, hint: str = "", line: int | None = None) -> None:
        problem = one_line(problem)  # it may quote the file or a library
        place = f"{file}:{line}" if line is not None else file
        super().__init__(f"{place}: {problem}", hint)
        self.file = file
        self.problem = problem
        self.line = line
