"""The frame that all pages share: base template, look, words, form fields, and how an error becomes a page."""
