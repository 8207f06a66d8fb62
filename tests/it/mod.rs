mod archives;
#[cfg(feature = "serve")]
mod browser;
mod cases;
mod check;
mod clusters;
mod corpus;
mod crash;
mod crawls;
#[cfg(feature = "pdf")]
mod documents;
mod duplicates;
mod errors;
mod evaluation;
mod extract;
mod filters;
mod folders;
mod formats;
mod help;
mod hostile;
mod incremental;
mod index;
mod invariants;
mod kernels;
mod layers;
mod linked;
mod memory;
mod mutations;
mod outputs;
mod people;
mod place;
mod properties;
mod schema;
mod search;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod serve_safety;
mod show;
mod snapshots;
mod terminal;
mod watch;
mod written_elsewhere;
