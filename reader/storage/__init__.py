"""Read, check and replace files safely. Imports nothing of ours."""
