"""Machine translation by a service over HTTP; off unless it is configured."""
