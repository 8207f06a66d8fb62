//! Language-blind tools on text: offsets, paragraphs, sentences, words, quotation marks.
