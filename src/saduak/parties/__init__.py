"""Users, agencies, officers, persons and organisations; who may act for whom, and who may do what."""
