"""How connections come to a worker, and how a plain request on one is answered at once."""
