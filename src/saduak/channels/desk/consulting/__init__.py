"""Asking other agencies, and answering them."""
