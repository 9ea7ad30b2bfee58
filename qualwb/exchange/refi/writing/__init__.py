"""The parts of a REFI-QDA project file, each written by a module of its own."""
