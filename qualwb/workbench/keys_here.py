"""What can be done where the focus is, by key and by name."""

from collections.abc import Iterator

from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

from qualwb.localization import gettext as _


def key_sections(app: App[int]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The keys that work where the focus is, nearest first: (title, [(keys, description)])."""
    sections: list[tuple[str, list[tuple[str, str]]]] = []
    chain = app.focused.ancestors_with_self if app.focused else [app.screen, app]
    for node in chain:  # from the widget in focus up to the app
        rows: dict[str, list[str]] = {}
        for _key, binding in node._bindings:
            if binding.id and binding.description and not binding.system:
                if binding.id.endswith(".extend"):  # one row says it for all motions
                    rows[_("Select while moving")] = ["shift+…"]
                    continue
                rows.setdefault(binding.description, []).append(app.get_key_display(binding))
        if rows:
            keys_of = [(", ".join(dict.fromkeys(keys)), what) for what, keys in rows.items()]
            sections.append((_title_of(node), keys_of))
    return sections


def acts_by_name(app: App[int], screen: Screen) -> Iterator[SystemCommand]:
    """Every act that has a key on the screen, each once, to be called by its name."""

    def call(node: object, action: str) -> None:
        app.call_next(app.run_action, action, node)

    seen = set()
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        if enabled and binding.id and binding.description and binding.description not in seen:
            seen.add(binding.description)
            keys = app.get_key_display(binding)
            yield SystemCommand(binding.description, keys, lambda node=node, b=binding: call(node, b.action))


def _title_of(node: DOMNode) -> str:
    return node.BINDING_GROUP_TITLE or (_("Everywhere") if isinstance(node, App) else type(node).__name__)
