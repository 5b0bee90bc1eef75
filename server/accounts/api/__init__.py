"""People, and how they and their programs get in, in the API."""
