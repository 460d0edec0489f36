"""The generations on disk: their files, which one is current, and how to switch."""
