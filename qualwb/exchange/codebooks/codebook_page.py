"""A codebook as a page to read: themes as headings, codes with their rules beneath."""

from collections.abc import Sequence

from qualwb.acts.codebooks import Codebook, CodeEntry
from qualwb.exchange.codebooks.codebook_paths import theme_paths
from qualwb.exchange.writers.text import markdown
from qualwb.localization import gettext as _


def codebook_markdown(codebook: Codebook) -> str:
    """The page in Markdown."""
    lines = [f"# {markdown(codebook.title or codebook.name)}", ""]
    if codebook.reference:
        lines += [markdown(codebook.reference), ""]
    for place, theme in theme_paths(codebook.themes):
        lines += [f"{'#' * min(len(place) + 1, 6)} {markdown(theme.name)}", ""]
        labels = {
            "definition": "",
            "boundary": _("Boundary: "),
            "counter_examples": _("Counter-examples: "),
            "claim": _("Claim: "),
        }
        for column, value in theme.fields().items():
            lines += [f"{labels[column]}{markdown(value)}", ""]
        lines += _markdown_codes(theme.codes, 0)
    if codebook.codes:
        lines += [
            *([f"## {_('Codes without a theme')}", ""] if codebook.themes else []),
            *_markdown_codes(codebook.codes, 0),
        ]
    return "\n".join(lines).rstrip() + "\n"


def _markdown_codes(codes: Sequence[CodeEntry], depth: int) -> list[str]:
    labels = {"definition": "", "include": _("Use when: "), "exclude": _("Not when: ")}
    lines = []
    for code in codes:
        indent = "  " * depth
        lines.append(f"{indent}- **{markdown(code.name)}**")
        for column, label in labels.items():
            if value := getattr(code, column):
                lines.append(f"{indent}  - {label}{markdown(' '.join(value.split()))}")
        lines += [f"{indent}  - {_('Example: ')}*{markdown(example)}*" for example in code.examples]
        lines += _markdown_codes(code.codes, depth + 1)
    return [*lines, ""] if depth == 0 and lines else lines
