"""Build a generation, verify it, switch to it, go back to an earlier one."""
