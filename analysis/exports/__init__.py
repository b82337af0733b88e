"""What is found in an article, for other programs: web annotations and UIMA CAS."""
