"""One run with its facts, many runs, what of them is worth a sentence, and where two of them part."""
