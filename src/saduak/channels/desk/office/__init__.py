"""An agency sets itself up: officers, powers, hours, registers, letterhead."""
