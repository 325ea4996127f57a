"""Site maps: parts that are kept, and what makes them be written anew."""
