"""A project file: open, lock, migrate, back up, check; the journal; the search index."""
