"""Programs that make files of the project from what others publish. Nothing else needs them."""
