"""The privacy notice as a document: import, render, compare."""
