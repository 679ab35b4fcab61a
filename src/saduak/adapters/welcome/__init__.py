"""What the entrance sends by e-mail: codes and invitations."""
