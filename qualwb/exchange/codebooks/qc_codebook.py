"""The codebook.yaml of qualitative-coding (qc): names in nested lists, and nothing else."""

from typing import Any

import yaml

from qualwb.acts.codebook_entries import Codebook, CodeEntry
from qualwb.acts.codebook_input import BadCodebook, refuse_unbounded_yaml
from qualwb.exchange.codebooks.drafts import Draft, Shelf, assemble
from qualwb.exchange.codebooks.findings import Findings
from qualwb.localization import gettext as _


def is_qc_codebook(text: str) -> bool:
    """Whether a YAML text begins with a list, as qc's codebook does and our own form never."""
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith(("#", "---", "%"))), "")
    return first.startswith("-")


def from_qc(text: str, findings: Findings) -> Codebook:
    """The codebook in nested lists of names. Raises ``BadCodebook``."""
    try:
        refuse_unbounded_yaml(text, findings.file)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        why = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise BadCodebook(findings.file, line, _("not YAML: {why}.").format(why=why)) from None
    codes = Shelf(findings)
    _read(root, None, codes, findings)
    return assemble(findings.file, codes, Shelf(findings))


def to_qc(codebook: Codebook) -> str:
    """The names of the codes in nested lists."""
    return yaml.safe_dump(
        [_plain(code) for code in codebook.written_out().codes],
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
    )


def _read(node: Any, above: Draft | None, codes: Shelf, findings: Findings) -> None:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for part in node.value:
            _read(part, above, codes, findings)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise BadCodebook(findings.file, line, _("here a text is wanted."))
            draft = codes.add(str(key.value), above, key.start_mark.line + 1)
            if not (isinstance(value, yaml.ScalarNode) and value.tag.endswith(":null")):
                _read(value, draft, codes, findings)
    else:
        codes.add(str(node.value), above, line)


def _plain(code: CodeEntry) -> str | dict[str, list[Any]]:
    return {code.name: [_plain(beneath) for beneath in code.codes]} if code.codes else code.name
