"""What readers fill in: a correction, a project, and what became of it."""
