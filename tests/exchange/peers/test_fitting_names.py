"""Names that must fit are each their own, and no longer than there is room."""

from hypothesis import given
from hypothesis import strategies as st

from qualwb.exchange.taguette.fitting_names import fitting_names
from qualwb.same_name import same_name


@given(st.lists(st.text(alphabet="aA 12", min_size=1, max_size=8), max_size=40), st.integers(4, 8))
def test_each_has_its_own_that_fits_and_keeps_what_it_can(names: list[str], length: int) -> None:
    told = fitting_names({str(n): name for n, name in enumerate(names)}, length, ("a1",))
    assert [*told] == [str(n) for n in range(len(names))]
    assert all(len(name) <= length for name in told.values())
    marks = [same_name(name) for name in (*told.values(), "a1")]
    assert len(set(marks)) == len(marks)
    for n, name in enumerate(names):
        alone = [same_name(other) for other in (*names, "a1")].count(same_name(name)) == 1
        assert told[str(n)] == name or not alone or len(name) > length
