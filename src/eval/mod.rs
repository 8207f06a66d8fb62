//! Scores against gold annotations.
