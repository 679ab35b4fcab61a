"""What other rooms and the channels ask about cases."""
