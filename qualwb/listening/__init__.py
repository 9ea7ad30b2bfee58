"""Recordings: where they lie, when each turn is spoken in them, and the player. No database, no screen."""
