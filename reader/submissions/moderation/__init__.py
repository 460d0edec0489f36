"""What the team does with what arrived: read it, decide, hand it on."""
