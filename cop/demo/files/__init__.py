"""The demo's documents: real PDF, DOCX, PPTX and text files, made from the words."""
