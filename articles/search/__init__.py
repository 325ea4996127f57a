"""What is indexed per language; query, rank, highlight."""
