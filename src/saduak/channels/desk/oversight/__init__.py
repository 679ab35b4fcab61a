"""What finished cases show: the regulator and auditors over all agencies, who leads an agency over their own."""
