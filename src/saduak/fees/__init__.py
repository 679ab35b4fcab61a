"""Money in: invoices, payments, receipts, and the book in which all of it is entered twice."""
