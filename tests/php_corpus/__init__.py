"""Thousands of generated forms, well and badly made, each read by PHP and by the sandbox: there is
no difference.
"""
