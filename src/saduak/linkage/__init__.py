"""What the state already knows is asked of its registers by an officer; every look is told to whom it was about."""
