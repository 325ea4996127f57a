"""Pictures: what may come in, the sizes that go out, where they are cut and found."""
