"""The newsroom: stories, their languages, and the sites that carry them."""
