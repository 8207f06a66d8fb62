//! `whosaid seeds check`: every problem of the seed files, at once.

use super::args::{Seeds, SeedsCommand};
use super::config::Config;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::seeds;

/// Runs the command.
///
/// # Errors
/// None of its own; problems of seeds are its results.
pub fn run(args: &Seeds, config: &Config, terminal: &Terminal) -> anyhow::Result<Exit> {
    let SeedsCommand::Check { folder } = &args.command;
    let Some(folder) = folder.as_ref().or(config.seeds_folder.as_ref()) else {
        let codes: Vec<&str> = seeds::Seeds::built_in().languages.keys().map(String::as_str).collect();
        terminal.note(&format!("the built-in seeds have no problems: {}", codes.join(", ")));
        return Ok(Exit::Done);
    };
    match seeds::Seeds::load(folder) {
        Ok(seeds) => {
            let codes: Vec<&str> = seeds.languages.keys().map(String::as_str).collect();
            terminal.note(&format!("the seeds have no problems: {}", codes.join(", ")));
            Ok(Exit::Done)
        }
        Err(problems) => {
            for problem in &problems.0 {
                terminal.error(&anyhow::Error::msg(problem.to_string()));
            }
            let count = problems.0.len();
            terminal.note(&format!("{count} {}", if count == 1 { "problem" } else { "problems" }));
            Ok(Exit::Failed)
        }
    }
}
