"""What may tell who somebody is: names, places, numbers, addresses, and what singles a person out.

``find_names`` reads one parsed text, ``find_listed`` a short text without a parser, ``find_everywhere`` goes
over all texts once more: what is recognised once is found wherever it stands. For pseudonymisation a miss
costs more than a false alarm, so that a guess is given too, as unsure.
"""

from qualwb.language.names.everywhere import find_everywhere, find_listed, find_names
from qualwb.language.names.finding import Name, NameKind, Why, packed, unpacked
from qualwb.language.names.numbers import is_identity_number, luhn
from qualwb.language.names.patterns import find_patterns

__all__ = [
    "Name",
    "NameKind",
    "Why",
    "find_everywhere",
    "find_listed",
    "find_names",
    "find_patterns",
    "is_identity_number",
    "luhn",
    "packed",
    "unpacked",
]
