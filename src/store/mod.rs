//! The tantivy index: articles and claims.
