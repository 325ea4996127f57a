"""The Newscenter project: settings, entry points, the embedded PostgreSQL."""
