"""Everything that can be done with licences."""
