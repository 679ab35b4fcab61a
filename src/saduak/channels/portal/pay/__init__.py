"""What a payer owes: how to pay it, whether it is paid, and the receipt."""
