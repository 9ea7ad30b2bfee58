"""The screen of words: how often they are said, and where."""
