"""Pure rules with codes, for editors and tests alike: of a library, of a page, of a catalogue."""
