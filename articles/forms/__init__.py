"""Input, checked once for the admin and the workbench alike."""
