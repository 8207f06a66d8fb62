//! A page for people who do not use a terminal: the index in a browser, on this machine.
//!
//! | module | the question it answers |
//! | --- | --- |
//! | `guard`, `middleware` | may this request be answered at all, and how long may it take? |
//! | `site` | what do all pages share? |
//! | `server` | which path is which page, and within which bounds? |
//! | `ask`, `query`, `words` | what is asked for, and in which language is it answered? |
//! | `layout`, `parts`, `reply`, `problem` | what have all answers in common? |
//! | one file a page | what does it show? |
//!
//! Pages are made here, on the server, and work without scripts; whatever comes from an article goes through [`crate::dump::plain`] and is escaped.

mod add;
mod adding;
mod api;
mod article;
mod ask;
mod assets;
mod check;
mod cite;
mod claim;
mod correct;
mod elsewhere;
mod export;
mod facets;
mod guard;
mod layout;
mod middleware;
mod overview;
mod parts;
mod problem;
mod problem_page;
mod query;
mod reply;
mod search;
mod server;
mod site;
mod speaker;
mod speakers;
mod timeline;
mod words;

pub use server::run;
pub use site::Setup;
