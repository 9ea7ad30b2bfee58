"""Withdrawal: a participant takes back what they said, and nothing of it is left that can be reached.

Their turns are blanked in place, so that what others said keeps its turns and numbers; what was attached to
their words goes, and so does what repeats their words or names them: in rows, the journal and the copies. It
is final.
"""
