//! Who is meant, and when it was said.
