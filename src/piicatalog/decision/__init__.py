"""Stage 5: evidence to findings with calibrated confidence and a state; the only place that decides."""
