"""Which figures of an original its translation changed or left out."""
