"""How the embedded pipeline was made: ``python -m qualwb.language.training DATA WORK``."""
