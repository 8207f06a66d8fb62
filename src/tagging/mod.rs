//! The trained layer: words to labels and links.
