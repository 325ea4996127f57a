"""RSS 2.0, Atom and JSON Feed, written from one description of a feed."""
