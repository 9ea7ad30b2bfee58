"""QualCoder: its project folders."""
