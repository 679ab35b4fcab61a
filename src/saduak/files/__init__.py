"""Papers that people hand in: checked by content, kept by hash, given out only once they were looked at."""
