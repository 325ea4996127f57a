"""Which site a request is for, and what that site looks like."""
