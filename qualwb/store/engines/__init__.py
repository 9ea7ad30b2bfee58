"""What a project is kept in, behind one small interface: plain SQLite files and encrypted ones."""
