"""What differs between database servers: one file each, behind the one shape ``Server``."""
