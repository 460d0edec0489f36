"""Rules of links and addresses."""
