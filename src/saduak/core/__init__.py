"""The law as a pure function: standard library only, no clock, no input or output."""
