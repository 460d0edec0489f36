"""Lists of 512 words, one file a language: things of every day, easy to write, without accents."""
