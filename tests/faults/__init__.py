"""What happens when processes die, disks fill and bytes change."""
