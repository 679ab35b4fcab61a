"""The sheet of a licence and its picture for a telephone, made from the one record."""
