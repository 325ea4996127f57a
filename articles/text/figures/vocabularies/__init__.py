"""How the languages of the newsroom write figures, one module for each group of them."""
