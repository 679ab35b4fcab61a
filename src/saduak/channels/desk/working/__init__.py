"""Work on a case: whose it is, its steps, visits, consents, interests and the hearing."""
