"""What a citizen does with an account: apply, follow, answer, read."""
