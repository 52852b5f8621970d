"""How right the findings are, against labels that a person gave: precision, recall, calibration, worst errors."""
