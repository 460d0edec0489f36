"""What readers send: corrections and projects, from the form to a row that only the team reads."""
