"""Licences at the desk: the register of an agency with what was ordered, one licence, orders, the letter to others."""
