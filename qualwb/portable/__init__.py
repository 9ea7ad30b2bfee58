"""A project as plain values, without a database: what formats are read into and written from."""
