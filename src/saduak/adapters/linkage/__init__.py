"""The ways into the state's registers: the government's data exchange, files their holders hand over, a simulator."""
