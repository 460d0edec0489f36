"""Read and write the files that hold the prebuilt responses of a generation."""
