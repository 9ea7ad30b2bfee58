"""What the reader of a codebook has to tell: remarks, what it refused and why, characters taken out."""

from qualwb.acts.codebook_input import TakenOut
from qualwb.safe_text import one_line


class Findings:
    """Told of a file while it is read; lines are from 1."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.remarks: list[str] = []
        """What was read otherwise than it stands, without a loss."""
        self.refused: list[str] = []
        """What could not be taken, and why."""
        self.taken_out = TakenOut()

    def remark(self, line: int, text: str) -> None:
        """Tell of something that was read otherwise than it stands."""
        self.remarks.append(f"{self.file}:{line}: {one_line(text)}")

    def refuse(self, line: int, text: str) -> None:
        """Tell of something that is left aside."""
        self.refused.append(f"{self.file}:{line}: {one_line(text)}")

    def clean(self, text: str) -> str:
        """The text without the characters that no text of a project may hold, which are counted."""
        return self.taken_out.clean(text)

    def all(self) -> list[str]:
        """Everything, what was refused first."""
        return [*self.refused, *self.remarks_told()]

    def remarks_told(self) -> list[str]:
        """The remarks, and which characters were taken out."""
        return [*self.remarks, *(f"{self.file}: {said}" for said in self.taken_out.notices())]
