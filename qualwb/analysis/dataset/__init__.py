"""A project as relational tables: rows with stable ids, the data set that other programs analyse."""
