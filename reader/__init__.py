"""A multilingual, accessible reader for low-bandwidth devices."""
