"""The readers, one module a format, and what several need; ``transcripts.reading.READERS`` lists them."""
