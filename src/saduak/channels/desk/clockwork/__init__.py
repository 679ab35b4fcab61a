"""What time asks of people: duties, delay notices, more time, the register of delays and the supervisor's board."""
