"""Letters of a case and of the office: read, printed, posted, and what became of them."""
