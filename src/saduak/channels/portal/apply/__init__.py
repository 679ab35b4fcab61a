"""Applying: from the first page of a service to the receipt."""
