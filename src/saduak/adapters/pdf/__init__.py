"""HTML to PDF/A-3a and PDF/UA-1 with an exact Thai text layer, offline and with the same bytes every time."""
