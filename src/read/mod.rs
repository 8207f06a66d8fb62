//! Files to articles: which files (walk), bytes to text (decode), a file a format, metadata and boilerplate.
