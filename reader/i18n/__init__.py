"""Languages: negotiation, catalogues of messages, and formats of dates, numbers and sizes."""
