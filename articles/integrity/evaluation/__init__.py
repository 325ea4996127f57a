"""How well foreign paragraphs are told from own ones, measured on texts of our own."""
