"""The door for programs: JSON under `/api/v1/`, with the rights of whoever made the token."""
