"""The pages for people: asking, reading, listing and exporting, rendered here, with a little JavaScript."""
