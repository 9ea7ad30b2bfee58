"""Acts that undo treats in a way of their own, by the names that the journal keeps."""

TURNING = ("undo", "redo")
"""Acts on other acts."""
PURGE = "purge"
"""An act on the journal and on texts that nothing uses: no row of the project changes, nothing is to turn."""

WITHDRAW = "participant.withdraw"
"""An act that erases what it takes away."""
FINAL = (WITHDRAW,)
"""Acts that nothing turns back, nor what was done before them."""
SPLIT_OFF = "project.part"
"""The first act of a copy that was split off: what was done before it is in the journal of the whole."""
SEAL = "names.seal"
"""An act by which names left the project for good: undo ends there."""
UNSEAL = "names.unseal"
"""An act that says that a sealed project holds names again: true whatever is undone."""
NOT_TO_TURN = (PURGE, SPLIT_OFF, UNSEAL)
"""Acts that undo passes over."""
