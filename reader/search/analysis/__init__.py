"""Text analysis: tokens, stemming, stop words, spelling correction."""
