"""The researcher's acts on an open project: the one door for writing."""
