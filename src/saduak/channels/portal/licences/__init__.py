"""One's licences: how each stands, its faces, showing it on a screen, and what may be asked about it."""
