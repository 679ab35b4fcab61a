"""Applications and cases: filing, the check of completeness, steps, decisions, and the clock over all of it."""
