"""qc (qualitative-coding): its project folders."""
