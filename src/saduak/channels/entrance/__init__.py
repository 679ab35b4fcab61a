"""The entrance: where citizens and officers say who they are, and for whom they act."""
