"""The questions that texts answer: found by their words, and analyzed once."""
