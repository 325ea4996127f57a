"""Where things stand in a drawing; what they say and look like is for templates and styles."""
