"""Appeals at the desk, and decisions by rule: who decides, what was found, what is audited."""
