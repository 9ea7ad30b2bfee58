"""MAXQDA: its tables of coded segments."""
