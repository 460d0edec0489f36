"""The commands of the team: what readers sent, and what becomes of it."""
