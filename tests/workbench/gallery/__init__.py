"""Pictures of every screen and of the main dialogs, in all sizes, looks and languages, to be looked at."""
