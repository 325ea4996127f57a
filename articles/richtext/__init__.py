"""Rich text: what it can hold, how it is cleaned, shown and edited."""
