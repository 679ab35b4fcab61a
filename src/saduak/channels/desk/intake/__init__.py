"""What does not come through the portal: counter, post, e-mail, telephone, a day in the village."""
