//! Which language an article is in, and whether a machine translated it.
