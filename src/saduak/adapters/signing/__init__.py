"""Electronic signatures: of tokens in QR codes, of the sheets of licences."""
