"""The programming interface: what the public pages show, for programs. Read only, without log-in."""
