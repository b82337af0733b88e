"""Claims, and how they fare under every defensible choice."""
