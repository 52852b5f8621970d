"""Stage 6: findings + table context + notice to purposes, legal bases, retention; and conformance findings."""
