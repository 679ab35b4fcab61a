"""After filing: where an application is, what is to be done, what was written and who looked."""
