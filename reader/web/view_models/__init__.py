"""View models: frozen values for templates, already in the language of the page."""
