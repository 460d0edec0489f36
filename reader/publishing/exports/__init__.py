"""The library as a thing to hand on: a generation as files that need no server of ours."""
