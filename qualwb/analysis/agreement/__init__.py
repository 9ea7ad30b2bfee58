"""How well coders agree who coded the same texts in one round, and where they do not.

Loading goes from coded_round to units; matching pairs the units of two coders; the measures count on these.
"""
