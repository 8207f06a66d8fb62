//! From files to articles with their claims, on all cores.
