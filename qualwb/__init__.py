"""qualwb: a qualitative-analysis workbench for focus-group transcripts."""

__version__ = "0.1.0"
