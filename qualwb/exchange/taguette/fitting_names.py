"""Names cut to what Taguette has room for, and still each its own."""

from collections import Counter
from collections.abc import Iterable, Mapping

from qualwb.portable.records import Uid
from qualwb.same_name import same_name


def fitting_names(names: Mapping[Uid, str], length: int, reserved: Iterable[str] = ()) -> Mapping[Uid, str]:
    """The names in ``length`` characters; those that fit and are free stay, others get a number."""
    fitting: dict[Uid, str] = {}
    taken = set(map(same_name, reserved))
    for uid, name in names.items():
        if len(name) <= length and same_name(name) not in taken:
            fitting[uid] = name
            taken.add(same_name(name))
    numbers: Counter[str] = Counter()
    for uid, name in names.items():
        if uid not in fitting:
            base = found = name[:length].rstrip()
            while same_name(found) in taken:
                numbers[same_name(base)] += 1
                number = f" {numbers[same_name(base)] + 1}"
                found = base[: length - len(number)].rstrip() + number
            fitting[uid] = found
            taken.add(same_name(found))
    return {uid: fitting[uid] for uid in names}
