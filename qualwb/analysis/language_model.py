"""The Swedish pipeline that reads the texts: which is in use, and getting another. The fronts' way to it."""

from qualwb.language.loading import describe, install

__all__ = ["describe", "install"]
