"""Names that a project can hold: short enough, and nobody else's among those like them."""

from qualwb.same_name import same_name

NAME_LENGTH = 255
"""Characters that a name may have."""


class FreeNames:
    """Names that nothing else has among those like it; many that are equal cost no more than others."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()
        self._numbers: dict[tuple[str, str], int] = {}

    def take(self, name: str, beneath: str, among: str) -> str:
        """The name, told apart from one that is taken by what it lies beneath, or by a number."""
        found = name
        if not self._is_free(name, among):
            base = f"{name[:180]} ({beneath[:60]})" if beneath else name[:240]
            found = base
            while not self._is_free(found, among):
                number = self._numbers.get((among, base), 1) + 1
                self._numbers[among, base] = number
                found = f"{base} {number}"
        self._taken.add((among, same_name(found)))
        return found

    def _is_free(self, name: str, among: str) -> bool:
        return (among, same_name(name)) not in self._taken
