"""What finished cases show of services and agencies: promise against actual, the paths that cases take, comparison."""
