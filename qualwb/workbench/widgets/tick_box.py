"""A box to tick that says in signs whether it is ticked, not by its colour."""

from textual.content import Content
from textual.widgets import Checkbox


class TickBox(Checkbox):
    """A checkbox drawn as '[ ]' or '[x]'."""

    def render(self) -> Content:
        """The box and its label."""
        label = Content(self.label.plain).stylize_before(self.get_visual_style("toggle--label"))
        return Content.assemble("[x] " if self.value else "[ ] ", label)
