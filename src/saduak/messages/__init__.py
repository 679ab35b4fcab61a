"""Letters of agencies and what became of them: the inbox of a portal, e-mail, post, delivery by hand, reading."""
