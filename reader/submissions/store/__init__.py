"""Where submissions are kept: one set of tables, in SQLite or in PostgreSQL."""
