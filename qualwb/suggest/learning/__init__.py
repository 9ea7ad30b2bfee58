"""What a project's own codings say of the suggestions: what counts for how much, and how sure to be."""
