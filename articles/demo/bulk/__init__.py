"""An archive of any size in a few languages, made up of standing sentences."""
