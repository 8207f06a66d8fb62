//! What was typed, what it means, and one file a command.
