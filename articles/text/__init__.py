"""Pure functions over text: no models, no settings beyond Django's language table."""
