"""What the clock tells officers by e-mail."""
