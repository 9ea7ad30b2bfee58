"""A project as a folder of coded Markdown, yaml and csv, which a person reads and git keeps."""
