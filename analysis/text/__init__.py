"""Plain text: characters, sentences, segmentation into voices, quotations."""
