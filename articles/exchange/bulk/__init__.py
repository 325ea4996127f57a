"""Whole archives into the database at once: records in, what the verbs would have written out."""
