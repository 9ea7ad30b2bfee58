"""Panes whose size is dragged: remembered between starts, the same on all screens with such a pane."""

from typing import Protocol, cast

from qualwb.workbench.state import ProjectState, Settings
from qualwb.workbench.widgets.resizable import Resizable


class _Remembering(Protocol):
    """An app that remembers sizes between starts."""

    state: ProjectState
    settings: Settings


class KeptSize(Resizable):
    """As large as it was dragged, as far as there is room for it."""

    @property
    def kept(self) -> ProjectState:
        """What is remembered."""
        return cast(_Remembering, self.app).state

    @property
    def settings(self) -> Settings:
        """The user's choices."""
        return cast(_Remembering, self.app).settings

    def on_mount(self) -> None:
        """As large as it was left."""
        self.fit()

    def on_resize(self) -> None:
        """Another terminal, or another screen, may have given it another size."""
        self.fit()

    def on_show(self) -> None:
        """It may have been dragged on another screen."""
        self.fit()

    def fit(self) -> None:
        """As large as is wanted; as large as usual where nothing is."""
        raise NotImplementedError
