"""Files read, checked and replaced safely. Imports nothing of ours."""
