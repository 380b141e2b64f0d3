"""A real Elasticsearch for tests and benchmarks, put together from its parts."""
