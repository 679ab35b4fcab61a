"""Where banks call: no pages, no log-in, only what bears a signature."""
