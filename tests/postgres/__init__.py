"""A real PostgreSQL for the tests: installed from Debian's packages, one cluster a session, one database a test."""
