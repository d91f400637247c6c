"""Charts that the user puts together from any series: panels, legend, notes, windows."""
