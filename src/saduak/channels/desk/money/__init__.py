"""The money of an agency: what needs a hand, statements, refunds, the close of a day, receipts, the counter."""
