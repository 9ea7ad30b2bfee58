"""Feasts and days of the year that have names: a date of birth may be told by one."""

from __future__ import annotations

_DAY = r"da(?:g|gen|n)"
FEAST = (
    rf"(?:(?:jul|nyårs|midsommar|påsk|trettondags?|pingst|valborgsmässo|valborgs|mårtens|luci[ae])(?:a[fv]ton(?:en)?|aften)|"
    rf"(?:jul|annan|nyårs|midsommar|påsk|trettonde?|pingst|lucia|luciada|national|skott|skottårs|fettis|skärtors|"
    rf"mårtens|allhelgona|våffel|gustav adolfs|staffans|anders|tomas|kvinno){_DAY}(?: (?:jul|påsk|pingst))?|"
    r"långfreda(?:g|gen|n)|lucia(?:natten)?|valborg|tjugonda?(?:g|gen|e)? ?knut|tjugondagen|kyndelsmässo?\w*|"
    r"kristi himmelsfärds? ?dag(?:en)?|mari[ae] bebådelsedag|mårtensmässa|mikaeli|allhelgonahelgen|"
    r"alla (?:helgons|hjärtans) dag|kanelbullens dag|menlösa barns dag|(?:mors|fars) ?dag|dopparedagen|"
    r"(?:första|andra|tredje|fjärde|[1-4]:[ae]) (?:söndagen i )?advent|första (?:maj|april))(?![^\W\d_])"
)
"""A pattern for those that name a day."""
FEAST_WITHOUT_DAY = (
    r"(?:midsommar|påsk|jul|pingst|advent|nyår|allhelgona|knut|mellandagarna|kräftpremiären|älgjakten)"
    r"(?![\w-])"
)
"""A pattern for those that tell no day."""
