//! Claims on their way out: code points, JSON Lines, JSON, CSV, tables.
