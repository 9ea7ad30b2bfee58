"""Projects and codebooks of other programs on their way in: what a path is, and what became of it."""
