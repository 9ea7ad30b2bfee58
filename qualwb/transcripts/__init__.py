"""Files to transcripts: one reader a format, pure, without a database."""
