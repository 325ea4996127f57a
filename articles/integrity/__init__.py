"""Is the text faithful and fit for readers? Pure functions over segments."""
