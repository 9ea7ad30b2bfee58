"""A project with names in every kind of field."""

import pytest

from qualwb.acts.researcher import Researcher
from tests.acts.pseudonyms.named_project import write_material


@pytest.fixture
def named(researcher: Researcher) -> Researcher:
    """A researcher whose project has names in texts, labels, a code, a memo, attributes, a summary."""
    write_material(researcher)
    return researcher
