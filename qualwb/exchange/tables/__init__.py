"""Results as tables: one function a view, for the command line, files and reports alike."""
