//! The one integration binary: it drives the real program, as a user does.

mod it;
