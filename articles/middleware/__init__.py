"""What happens around a request."""
